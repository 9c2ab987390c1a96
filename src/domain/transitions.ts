import type { Verdict } from './evidence.ts';
import { type MachineContext, mayRetry } from './machine-context.ts';
import { toPrintable } from './printable.ts';
import type { Transaction, TransactionPatch, TransactionStatus } from './transaction.ts';
import type { Decision, LaneEffect, Move } from './transaction-event.ts';

/** Delays before the second and the third attempt (lifecycle.md, "States"), ms. */
export const retryDelaysMs: readonly number[] = [1_000, 5_000];

/** Builds a move; what is not said is the common case of an ending. */
export function moveTo(
  to: TransactionStatus,
  parts: {
    patch?: TransactionPatch;
    detail?: string | null;
    dueAtMs?: number | null;
    lane?: LaneEffect;
    awaits?: boolean;
    alert?: string | null;
  },
): Move {
  return {
    kind: 'move',
    to,
    patch: parts.patch ?? {},
    detail: parts.detail ?? null,
    dueAtMs: parts.dueAtMs ?? null,
    lane: parts.lane ?? { kind: 'free' },
    awaits: parts.awaits ?? false,
    alert: parts.alert ?? null,
  };
}

/** The device showed the effect after the command was sent: SUCCEEDED. */
export function settleProved(
  evidence: Readonly<Record<string, unknown>>,
  _context: MachineContext,
): Move {
  return moveTo('SUCCEEDED', {
    patch: { verified: 'TRUE', evidence, reason: null },
    detail: 'the device showed the effect',
  });
}

/** No answer to an attempt: another one while the kind allows it, else not knowing. */
export function settleUnanswered(
  transaction: Transaction,
  context: MachineContext,
  detail: string,
): Decision {
  if (!mayRetry(transaction, context)) return moveToUnconfirmed(transaction, context, detail);
  const delayMs = retryDelaysMs[transaction.attempt - 1] ?? retryDelaysMs.at(-1) ?? 0;
  return moveTo('SENT', {
    patch: { unanswered: true },
    detail,
    dueAtMs: transaction.expiresAtMs,
    lane: { kind: 'retry', atMs: context.nowMs + context.windowMs(delayMs) },
  });
}

/** We do not know: the grace time begins, and is never extended. */
export function moveToUnconfirmed(
  transaction: Transaction,
  context: MachineContext,
  detail: string,
): Move {
  const sinceMs = transaction.unconfirmedAtMs ?? context.nowMs;
  return moveTo('UNCONFIRMED', {
    patch: { unconfirmedAtMs: sinceMs, unanswered: transaction.acknowledgedAtMs === null },
    detail,
    dueAtMs: sinceMs + context.windowMs(context.policy.graceMs),
    awaits: true,
  });
}

/** The evidence window is over without proof: FAILED on a contrary report, else not knowing. */
export function settleContrary(
  transaction: Transaction,
  verdict: Verdict,
  context: MachineContext,
): Decision {
  if (verdict.kind !== 'contrary') {
    const isUnread = context.policy.evidenceWindowMs === null;
    const awaited = isUnread ? 'no last word' : 'no report';
    return moveToUnconfirmed(transaction, context, `${awaited} came in its window`);
  }
  return settleFailed(verdict);
}

/** The device showed that the effect is not there: FAILED, in the words of the report. */
export function settleFailed(verdict: Extract<Verdict, { kind: 'contrary' }>): Move {
  const { code, evidence } = verdict;
  const detail = toPrintable(verdict.detail);
  return moveTo('FAILED', {
    patch: { reason: { code, detail }, evidence },
    detail,
    alert: `A command had no effect: ${detail}.`,
  });
}
