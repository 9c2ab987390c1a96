import { assertNever } from './assert-never.ts';
import type { Shown, Verdict } from './evidence.ts';
import { type MachineContext, toOutcomeWindowMs } from './machine-context.ts';
import type { DeviceReply } from './reply.ts';
import { noteReply, settleAccepted, settleRefusal, settleSucceeded } from './reply-transitions.ts';
import { isTerminal, type Transaction } from './transaction.ts';
import type { Decision, Move, TransactionEvent } from './transaction-event.ts';
import {
  moveTo,
  moveToUnconfirmed,
  settleContrary,
  settleFailed,
  settleProved,
  settleUnanswered,
} from './transitions.ts';

const unheard = { code: 'no_evidence', detail: 'nothing was heard in the grace time' };

/**
 * The life of a command as a pure function: lifecycle.md's table and nothing else. Invariants:
 * terminal states are never left; a passed deadline ends only what was never sent; evidence and
 * windows never touch a frozen transaction; SUCCEEDED needs a verdict of `proved`, or the device's
 * `succeeded` for a kind without read-back.
 */
export function decide(
  transaction: Transaction,
  event: TransactionEvent,
  context: MachineContext,
): Decision {
  if (isTerminal(transaction.status)) return noteAfterEnd(event);
  switch (event.type) {
    case 'reply':
      return decideReply(transaction, event, context);
    case 'own-verdict':
      return decideOwn(transaction, event.verdict, context);
    case 'attempt-lost':
      return transaction.status === 'SENT'
        ? settleUnanswered(transaction, context, 'the link was lost while the command was out')
        : ignore('no attempt is out');
    case 'evidence':
      return decideEvidence(transaction, event, context);
    case 'window-over':
      return decideWindow(transaction, event, context);
    case 'retired':
      return decideRetired(transaction, event, context);
    case 'cancelled':
      return decideQueued(transaction, () =>
        moveTo('CANCELLED', { detail: `cancelled by ${event.by}` }),
      );
    case 'superseded':
      return decideSuperseded(transaction, event);
    case 'refused':
      return decideRefused(transaction, event, context);
    default:
      return assertNever(event);
  }
}

function decideReply(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'reply' }>,
  context: MachineContext,
): Decision {
  if (transaction.status === 'QUEUED') return noteReply(event.reply, {});
  switch (event.reply.kind) {
    case 'accepted':
      return settleAccepted(transaction, event.marks, context);
    case 'succeeded':
      return settleSucceeded(transaction, event, context);
    case 'failed':
    case 'rejected':
    case 'unsupported':
    case 'stale':
      return settleRefusal(transaction, event.reply, context);
    default:
      return assertNever(event.reply);
  }
}

function decideOwn(
  transaction: Transaction,
  verdict: { kind: 'unreachable' | 'no-reply'; detail: string },
  context: MachineContext,
): Decision {
  if (transaction.status !== 'SENT') return ignore('no attempt is out');
  if (verdict.kind === 'no-reply') return settleUnanswered(transaction, context, verdict.detail);
  // An earlier attempt may have been executed: QUEUED would claim that nothing was ever sent.
  if (transaction.unanswered) return settleUnanswered(transaction, context, verdict.detail);
  return moveTo('QUEUED', {
    patch: { attempt: transaction.attempt - 1 },
    detail: verdict.detail,
    dueAtMs: transaction.expiresAtMs,
    lane: { kind: 'requeue' },
  });
}

/**
 * In SENT a report alone settles nothing: it could show the world before the device acted. The
 * newest that showed the wish is kept for the answer, which names the revision of the effect.
 */
function decideEvidence(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'evidence' }>,
  context: MachineContext,
): Decision {
  if (transaction.frozenBy) return ignore('a later command owns the evidence');
  if (transaction.status === 'SENT') return keepShown(transaction, event.shown ?? null);
  const awaits = transaction.status === 'ACKNOWLEDGED' || transaction.status === 'UNCONFIRMED';
  if (!awaits) return ignore('nothing is proved');
  return settleVerdict(event.verdict, context) ?? ignore('nothing is proved');
}

/** What no window has to be waited for; `null`: it decides nothing yet. */
function settleVerdict(verdict: Verdict, context: MachineContext): Move | null {
  if (verdict.kind === 'proved') return settleProved(verdict.evidence, context);
  return verdict.kind === 'contrary' && verdict.isFinal ? settleFailed(verdict) : null;
}

function keepShown({ shown: kept }: Transaction, shown: Shown | null): Decision {
  const isKept = shown && kept?.rev === shown.rev && kept.bootId === shown.bootId;
  if (!shown || isKept) return ignore('nothing is proved');
  const detail = 'the device showed the wish, then something else, and has not answered';
  return { kind: 'note', detail, patch: { shown } };
}

function decideWindow(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'window-over' }>,
  context: MachineContext,
): Decision {
  if (transaction.frozenBy) return ignore('a later command owns the evidence');
  const { nowMs } = context;
  switch (transaction.status) {
    case 'QUEUED':
      return nowMs >= transaction.expiresAtMs
        ? moveTo('EXPIRED', {
            patch: { reason: { code: 'expired', detail: 'not sent before its deadline' } },
            detail: 'not sent before its deadline',
          })
        : { kind: 'rearm', dueAtMs: transaction.expiresAtMs };
    case 'SENT':
      return settleUnanswered(transaction, context, 'no answer in the window');
    case 'ACKNOWLEDGED':
      return settleEvidenceWindow(transaction, event, context);
    case 'UNCONFIRMED':
      return settleVerdict(event.verdict, context) ?? settleLost(unheard);
    default:
      return ignore('the transaction has ended');
  }
}

/** Nobody will hear of the device again: what is not known by now is never known. */
function decideRetired(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'retired' }>,
  context: MachineContext,
): Decision {
  if (transaction.frozenBy) return ignore('a later command owns the evidence');
  const reason = { code: 'device_retired', detail: 'the device was retired' };
  switch (transaction.status) {
    case 'QUEUED':
      return moveTo('REFUSED', { patch: { reason }, detail: reason.detail });
    case 'SENT':
    case 'ACKNOWLEDGED': {
      const move = moveToUnconfirmed(transaction, context, reason.detail);
      return { ...move, dueAtMs: context.nowMs };
    }
    default:
      return settleVerdict(event.verdict, context) ?? settleLost(reason);
  }
}

function settleLost(reason: { readonly code: string; readonly detail: string }): Move {
  const alert = 'The device never showed what became of a command.';
  return moveTo('LOST', { patch: { reason }, detail: reason.detail, alert });
}

function settleEvidenceWindow(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'window-over' }>,
  context: MachineContext,
): Decision {
  const endsAtMs =
    (transaction.acknowledgedAtMs ?? 0) + context.windowMs(toOutcomeWindowMs(context.policy));
  const settled = settleVerdict(event.verdict, context);
  if (settled) return settled;
  if (context.nowMs < endsAtMs) return { kind: 'rearm', dueAtMs: endsAtMs };
  return settleContrary(transaction, event.verdict, context);
}

function decideSuperseded(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'superseded' }>,
): Decision {
  return moveTo('SUPERSEDED', {
    patch: { supersededBy: event.by, reason: { code: 'superseded', detail: null } },
    detail: transaction.attempt > 0 ? 'sent, its effect can no longer be proved' : 'replaced',
  });
}

/** What was sent before may have been done: a repeat that the guards refuse leaves that unknown. */
function decideRefused(
  transaction: Transaction,
  event: Extract<TransactionEvent, { type: 'refused' }>,
  context: MachineContext,
): Decision {
  const { reason } = event;
  if (transaction.status === 'SENT') {
    return moveToUnconfirmed(transaction, context, `not sent again: ${reason.code}`);
  }
  return decideQueued(transaction, () =>
    moveTo('REFUSED', { patch: { reason }, detail: reason.code }),
  );
}

function decideQueued(transaction: Transaction, move: () => Decision): Decision {
  return transaction.status === 'QUEUED' ? move() : ignore('too late: it was sent');
}

function noteAfterEnd(event: TransactionEvent): Decision {
  if (event.type === 'reply') return noteReply(event.reply as DeviceReply, {});
  return ignore('the transaction has ended');
}

function ignore(why: string): Decision {
  return { kind: 'ignore', why };
}
