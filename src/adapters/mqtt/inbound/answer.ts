import { createHash } from 'node:crypto';
import { assertNever } from '../../../domain/assert-never.ts';
import type { DeviceEvent } from '../../../domain/device-event.ts';
import type { DeviceReply } from '../../../domain/reply.ts';
import type { TransactionId } from '../../../domain/transaction.ts';
import type { AnswerPayload } from '../schemas/answer.ts';
import { isMqttAspect } from '../schemas/state.ts';

/** The code of an answer that gives none (mqtt.md, "res codes"). */
const codeOfNone = 'internal';

/**
 * A `res` as a domain event; `null` if its payload names another command than its topic. The event
 * id is a hash of the payload: a device repeats an earlier answer word for word.
 */
export function toReplyEvent(
  transactionId: TransactionId,
  answer: AnswerPayload,
  payload: Uint8Array,
): DeviceEvent | null {
  if (answer.tx !== undefined && answer.tx !== transactionId) return null;
  const eventId = createHash('sha256').update(payload).digest('hex');
  return { type: 'reply', transactionId, reply: toReply(answer), eventId };
}

/** A `res` in the domain's words. */
export function toReply(answer: AnswerPayload): DeviceReply {
  const { code = codeOfNone, detail = null } = answer;
  switch (answer.phase) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'succeeded':
      return toSucceeded(answer);
    case 'failed':
      return { kind: 'failed', code, detail };
    case 'rejected':
      return toRejected(code, detail);
    default:
      return assertNever(answer.phase);
  }
}

/** A `rev` says nothing without an aspect that we know. */
function toSucceeded({ aspect, rev }: AnswerPayload): DeviceReply {
  if (aspect === undefined || !isMqttAspect(aspect)) {
    return { kind: 'succeeded', aspect: null, rev: null };
  }
  return { kind: 'succeeded', aspect, rev: rev ?? null };
}

function toRejected(code: string, detail: string | null): DeviceReply {
  switch (code) {
    case 'stale':
      return { kind: 'stale' };
    case 'unsupported':
    case 'unsupported_version':
      return { kind: 'unsupported', detail: detail ?? code };
    default:
      return { kind: 'rejected', code, detail };
  }
}
