import type { SimClock } from '../../lib/clock.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import type { Evse } from '../hardware/evse.ts';
import type { ChargingProfile } from '../profiles/charging-profile.ts';
import type { LimitMoment } from '../profiles/prevailing-limit.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import type { Outbox } from '../rpc/outbox.ts';
import type { TransactionQueue } from '../rpc/transaction-queue.ts';
import type { Boot } from '../station/boot.ts';
import type { Configuration } from './configuration.ts';

/** A 1.6 charge point as its messages and calls see it. */
export type Station = {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly configuration: Configuration;
  readonly profiles: ProfileStore;
  readonly evse: Evse;
  readonly outbox: Outbox;
  readonly transactions: TransactionQueue;
  readonly boot: Boot;
  /** The moment at which profiles are asked for the limit in force. */
  readonly moment: LimitMoment;
  /** True when a remote or local start can be taken on. */
  readonly canStart: boolean;
  /** Brings the hardware up to the present. */
  advance(): void;
  /** Starts for a tag that the central system named (OCPP 1.6 5.11). */
  startRemotely(idTag: string, profile: ChargingProfile | undefined): void;
  /** Starts for the driver in front of the charge point. */
  startLocally(): Promise<void>;
  /** A vehicle comes; a charge point that starts by itself does so. */
  plug(): void;
  /** Ends the session, cuts the link abruptly and boots again (OCPP 1.6 5.14). */
  reboot(kind: 'Soft' | 'Hard'): void;
  /** A configuration key has a new value: intervals run anew. */
  onConfigured(key: string): void;
  /** Writes an event into the wire log. */
  log(event: WireEvent): void;
};
