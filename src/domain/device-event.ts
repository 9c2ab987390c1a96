import type { DeviceDescription } from './description.ts';
import type { DeviceId } from './device.ts';
import type { DeviceReply } from './reply.ts';
import type { Aspect } from './reports.ts';
import type { TransactionId } from './transaction.ts';

/** What a device said, in the domain's words. Adapters make these and nothing else. */
export type DeviceEvent =
  /**
   * The device's answer to a command, early, late or repeated: matched by transaction id alone.
   * `eventId` is the same for the same answer, so that a repeat changes nothing.
   */
  | {
      readonly type: 'reply';
      readonly transactionId: TransactionId;
      readonly reply: DeviceReply;
      readonly eventId: string;
    }
  /** One aspect of its state. `rev: 'next'` for protocols without revisions. */
  | {
      readonly type: 'reported';
      readonly aspect: Aspect;
      readonly rev: number | 'next';
      readonly bootId: string;
      readonly atMs: number;
      readonly value: unknown;
    }
  | { readonly type: 'described'; readonly description: DeviceDescription }
  /** One step of a running procedure: a timeline line, and the answer window begins anew. */
  | {
      readonly type: 'step';
      readonly transactionId: TransactionId;
      readonly attempt: number;
      readonly epoch: number;
      readonly detail: string;
      readonly frameHash: string | null;
    }
  /** The charging session ended: an open boost ends with it, if the charger has taken it. */
  | { readonly type: 'session-ended' }
  | { readonly type: 'telemetry'; readonly name: string; readonly sample: object }
  | { readonly type: 'alert'; readonly message: string };

/**
 * Stores what a device said, settles what it decides, and returns when that is on disk: only then
 * may the adapter acknowledge (mqtt.md, "Store first, acknowledge after").
 * @throws GatewayError `unavailable` when the store did not take it: do not acknowledge.
 */
export type RecordDeviceEvent = (deviceId: DeviceId, event: DeviceEvent) => Promise<void>;
