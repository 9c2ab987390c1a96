import type { Command } from '../../src/domain/command.ts';
import type { Verdict } from '../../src/domain/evidence.ts';
import type { DeviceReply } from '../../src/domain/reply.ts';
import type {
  Transaction,
  TransactionId,
  TransactionStatus,
} from '../../src/domain/transaction.ts';
import type { TransactionEvent } from '../../src/domain/transaction-event.ts';
import { makeTransaction, wishes } from './builders.ts';
import { fakeStartMs } from './fake-clock.ts';

/** Every state of lifecycle.md. */
export const statuses: readonly TransactionStatus[] = [
  ...(['QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED', 'SUCCEEDED', 'FAILED'] as const),
  ...(['REJECTED', 'EXPIRED', 'SUPERSEDED', 'CANCELLED', 'LOST', 'REFUSED'] as const),
];

/** A transaction as it stands in a state, with an attempt behind it where there was one. */
export function inState(
  status: TransactionStatus,
  over: Partial<Transaction> = {},
  command: Command = wishes.setpoint,
): Transaction {
  const wasSent = status !== 'QUEUED' && status !== 'REFUSED' && status !== 'CANCELLED';
  const sentAtMs = wasSent ? fakeStartMs : null;
  return makeTransaction({
    command,
    status,
    ...{ stateNumber: wasSent ? 2 : 1, attempt: wasSent ? 1 : 0, epoch: wasSent ? 1 : null },
    ...{ sentAtMs, attemptAtMs: sentAtMs },
    acknowledgedAtMs: status === 'ACKNOWLEDGED' ? fakeStartMs : null,
    unconfirmedAtMs: status === 'UNCONFIRMED' ? fakeStartMs : null,
    unanswered: status === 'UNCONFIRMED',
    ...over,
  });
}

export const proved: Verdict = { kind: 'proved', evidence: { aspect: 'config', rev: 2 } };
export const none: Verdict = { kind: 'none' };
export const contrary: Verdict = {
  ...{ kind: 'contrary', code: 'effect_not_seen', detail: 'differs', evidence: { rev: 2 } },
};
export const final: Verdict = { ...contrary, isFinal: true };

/** A report that showed the wish, before another one came. */
const shown = { aspect: 'config', rev: 2, bootId: 'b', evidence: { aspect: 'config' } } as const;

/** A device's answer at a moment when the stored reports say `verdict`. */
export function replied(reply: DeviceReply, verdict: Verdict = none): TransactionEvent {
  return { type: 'reply', reply, marks: { config: { rev: 1, bootId: 'b' } }, verdict };
}

const rejectedWith = (code: string): DeviceReply => ({ kind: 'rejected', code, detail: null });

/** Every event that can happen, by name. */
export const events = {
  accepted: replied({ kind: 'accepted' }),
  'accepted (proved)': replied({ kind: 'accepted' }, proved),
  succeeded: replied({ kind: 'succeeded', aspect: 'config', rev: 2 }),
  'succeeded (contrary)': replied({ kind: 'succeeded', aspect: 'config', rev: 2 }, contrary),
  'succeeded (proved)': replied({ kind: 'succeeded', aspect: 'config', rev: 2 }, proved),
  failed: replied({ kind: 'failed', code: 'pump', detail: 'no flow' }),
  rejected: replied(rejectedWith('locked')),
  busy: replied(rejectedWith('busy')),
  unsupported: replied({ kind: 'unsupported', detail: null }),
  stale: replied({ kind: 'stale' }),
  unreachable: { type: 'own-verdict', verdict: { kind: 'unreachable', detail: 'closed' } },
  'no-reply': { type: 'own-verdict', verdict: { kind: 'no-reply', detail: 'silent' } },
  'attempt-lost': { type: 'attempt-lost' },
  evidence: { type: 'evidence', verdict: none },
  'evidence (contrary)': { type: 'evidence', verdict: contrary },
  'evidence (proved)': { type: 'evidence', verdict: proved },
  'evidence (final)': { type: 'evidence', verdict: final },
  'evidence (withdrawn)': { type: 'evidence', verdict: contrary, shown },
  'window over': { type: 'window-over', verdict: none },
  'window over (contrary)': { type: 'window-over', verdict: contrary },
  'window over (final)': { type: 'window-over', verdict: final },
  'window over (proved)': { type: 'window-over', verdict: proved },
  retired: { type: 'retired', verdict: none },
  'retired (proved)': { type: 'retired', verdict: proved },
  cancelled: { type: 'cancelled', by: 'alice' },
  superseded: { type: 'superseded', by: 'tx-2' as TransactionId },
  refused: { type: 'refused', reason: { code: 'no', detail: null } },
} as const satisfies Record<string, TransactionEvent>;

/** The name of an event. */
export type EventName = keyof typeof events;
