import { assertNever } from '../../../domain/assert-never.ts';
import type { DeviceEvent } from '../../../domain/device-event.ts';
import type { AnswerPayload } from '../schemas/answer.ts';
import type { DescribePayload } from '../schemas/describe.ts';
import type { EventPayload } from '../schemas/event.ts';
import { isMqttAspect, type StatePayload } from '../schemas/state.ts';
import { toSample } from '../schemas/telemetry.ts';
import type { DeviceTopic } from '../topics.ts';
import { toAlertMessage } from './alert.ts';
import { toReplyEvent } from './answer.ts';
import { toDescription } from './describe.ts';
import type { PayloadReader } from './payload-reader.ts';

/** A topic whose packets become domain events; births, wills and CSRs do not. */
export type EventTopic = Exclude<DeviceTopic, { kind: 'status' | 'csr' }>;

/** The event that a packet means, or the word under which it is counted and dropped. */
export type EventReading =
  | { readonly kind: 'event'; readonly event: DeviceEvent }
  | { readonly kind: 'fault'; readonly reason: string; readonly detail: string };

/** Turns a packet into the domain's words. `bootId` is that of the birth on its link, if any. */
export function toEvent(
  read: PayloadReader,
  packet: { topic: EventTopic; payload: Uint8Array },
  bootId: string | null,
): EventReading {
  const { topic, payload } = packet;
  const reading = read(topic, payload);
  if (reading.kind === 'fault') return reading;
  // The reader checked the value against the schema of this very topic.
  const { value } = reading;
  switch (topic.kind) {
    case 'answer': {
      const event = toReplyEvent(topic.transactionId, value as AnswerPayload, payload);
      return event ? { kind: 'event', event } : fault('other_command', topic.transactionId);
    }
    case 'describe':
      return {
        kind: 'event',
        event: { type: 'described', description: toDescription(value as DescribePayload) },
      };
    case 'state':
      return toReport(topic.name, value as StatePayload, bootId);
    case 'event': {
      const message = toAlertMessage(topic.name, value as EventPayload);
      return { kind: 'event', event: { type: 'alert', message } };
    }
    case 'telemetry':
      return {
        kind: 'event',
        event: { type: 'telemetry', name: topic.name, sample: toSample(topic.name, value) },
      };
    default:
      return assertNever(topic);
  }
}

/** Revisions are compared within a boot, so a report before any birth means nothing. */
function toReport(aspect: string, payload: StatePayload, bootId: string | null): EventReading {
  if (bootId === null) return fault('before_birth', aspect);
  if (!isMqttAspect(aspect)) return fault('unknown_name', aspect);
  const { at, rev, ...value } = payload;
  return {
    kind: 'event',
    event: { type: 'reported', aspect, rev, bootId, atMs: Date.parse(at), value },
  };
}

function fault(reason: string, detail: string): EventReading {
  return { kind: 'fault', reason, detail };
}
