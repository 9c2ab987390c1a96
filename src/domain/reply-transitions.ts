import type { Marks, Verdict } from './evidence.ts';
import { type MachineContext, mayRetry, toOutcomeWindowMs } from './machine-context.ts';
import { toPrintable } from './printable.ts';
import type { DeviceReply } from './reply.ts';
import type { Transaction, TransactionPatch } from './transaction.ts';
import type { Decision } from './transaction-event.ts';
import { moveTo, moveToUnconfirmed, settleProved, settleUnanswered } from './transitions.ts';

/** A reply that changes no state is kept in the timeline. */
export function noteReply(reply: DeviceReply, patch: TransactionPatch): Decision {
  const code = 'code' in reply ? ` ${toPrintable(reply.code)}` : '';
  return { kind: 'note', detail: `the device answered ${reply.kind}${code}`, patch };
}

/** "Accepted" by a device is ACKNOWLEDGED, never more: its last word, or a report, is to follow. */
export function settleAccepted(
  transaction: Transaction,
  marks: Marks,
  context: MachineContext,
): Decision {
  if (transaction.status === 'ACKNOWLEDGED') return noteReply({ kind: 'accepted' }, {});
  return moveToAcknowledged(transaction, marks, context);
}

/**
 * `succeeded` is an acknowledgement too; the stored report decides whether it is the outcome. For a
 * kind without read-back it is all that there will ever be.
 */
export function settleSucceeded(
  transaction: Transaction,
  event: { reply: DeviceReply; marks: Marks; verdict: Verdict },
  context: MachineContext,
): Decision {
  if (context.policy.evidenceWindowMs === null) return succeedUnverified();
  if (event.verdict.kind === 'proved' && !transaction.frozenBy) {
    return settleProved(event.verdict.evidence, context);
  }
  if (transaction.status === 'ACKNOWLEDGED') return noteReply(event.reply, { marks: event.marks });
  return moveToAcknowledged(transaction, event.marks, context);
}

/** `failed`, `rejected`, `unsupported` and `stale`, by lifecycle.md's table of replies. */
export function settleRefusal(
  transaction: Transaction,
  reply: Extract<DeviceReply, { kind: 'failed' | 'rejected' | 'unsupported' | 'stale' }>,
  context: MachineContext,
): Decision {
  switch (reply.kind) {
    case 'failed':
      return endWith('FAILED', reply.code, reply.detail);
    case 'rejected':
      return reply.code === 'busy'
        ? settleBusy(transaction, reply, context)
        : endWith('REJECTED', reply.code, reply.detail);
    case 'unsupported':
      return endWith('REJECTED', 'unsupported', reply.detail);
    case 'stale':
      return settleStale(transaction, context);
  }
}

/**
 * Busy says that one attempt was not carried out, not which: it may come late, of an earlier one.
 * So it ends only what has no unanswered attempt, and nothing that was acknowledged since.
 */
function settleBusy(
  transaction: Transaction,
  reply: Extract<DeviceReply, { kind: 'rejected' }>,
  context: MachineContext,
): Decision {
  if (transaction.status !== 'SENT') return noteReply(reply, {});
  if (mayRetry(transaction, context)) return retryBusy(transaction, context);
  if (!transaction.unanswered) return endWith('REJECTED', reply.code, reply.detail);
  return moveToUnconfirmed(transaction, context, 'busy, but an earlier attempt went unanswered');
}

/** A busy device answered: it did not act, so this retry leaves nothing unanswered behind. */
function retryBusy(transaction: Transaction, context: MachineContext): Decision {
  const decision = settleUnanswered(transaction, context, 'the device is busy');
  if (decision.kind !== 'move') return decision;
  return { ...decision, patch: { unanswered: transaction.unanswered } };
}

/** EXPIRED only when every attempt was answered: an unanswered one may have been executed. */
function settleStale(transaction: Transaction, context: MachineContext): Decision {
  if (transaction.status !== 'SENT') return noteReply({ kind: 'stale' }, {});
  if (transaction.unanswered) {
    const detail = 'stale, but an earlier attempt went unanswered';
    return moveToUnconfirmed(transaction, context, detail);
  }
  return moveTo('EXPIRED', {
    patch: { reason: { code: 'stale', detail: 'the device refused it as past its deadline' } },
    detail: 'the device refused it as past its deadline',
  });
}

function moveToAcknowledged(
  transaction: Transaction,
  marks: Marks,
  context: MachineContext,
): Decision {
  const sinceMs = transaction.acknowledgedAtMs ?? context.nowMs;
  const isLaneOurs = transaction.status === 'SENT' && context.policy.laneFreeAt === 'settled';
  return moveTo('ACKNOWLEDGED', {
    patch: { acknowledgedAtMs: sinceMs, marks },
    detail: 'the device answered',
    dueAtMs: sinceMs + context.windowMs(toOutcomeWindowMs(context.policy)),
    lane: { kind: isLaneOurs ? 'hold' : 'free' },
    awaits: true,
  });
}

function succeedUnverified(): Decision {
  return moveTo('SUCCEEDED', {
    patch: { verified: 'UNKNOWN', reason: null },
    detail: 'the device says so; no read-back exists for this kind',
  });
}

/** In the device's own words, which are shown to owners. */
function endWith(to: 'FAILED' | 'REJECTED', said: string, why: string | null): Decision {
  const code = toPrintable(said);
  const detail = why === null ? null : toPrintable(why);
  const text = detail ?? code;
  const alert = `A command was ${to === 'FAILED' ? 'not carried out' : 'rejected'}: ${text}.`;
  return moveTo(to, { patch: { reason: { code, detail } }, detail: text, alert });
}
