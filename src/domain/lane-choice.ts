import { specOf } from './command.ts';
import { attemptMax } from './machine-context.ts';
import type { InFlight, LaneView } from './ports/transactions.ts';
import type { Transaction } from './transaction.ts';

/**
 * What a lane does next. `release`: the procedure of an older link is over, its lane mark is let
 * go. `lost`: an attempt of an older link that may not be repeated must be settled first.
 */
export type LaneChoice =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'later'; readonly atMs: number }
  | { readonly kind: 'take'; readonly transaction: Transaction }
  | { readonly kind: 'expired'; readonly transaction: Transaction }
  | { readonly kind: 'release'; readonly mark: InFlight; readonly transaction: Transaction }
  | { readonly kind: 'lost'; readonly mark: InFlight; readonly transaction: Transaction };

/** Decides by what is stored and by the epoch of the link that would carry the command. */
export function chooseNext(view: LaneView, epoch: number, nowMs: number): LaneChoice {
  if (view.epoch !== epoch) return { kind: 'idle' };
  if (view.inFlight) return chooseInFlight(view.inFlight, epoch, nowMs);
  const { head } = view;
  if (!head) return { kind: 'idle' };
  if (nowMs >= head.expiresAtMs) return { kind: 'expired', transaction: head };
  // After `unreachable` only a newer link may try again.
  if (head.epoch !== null && head.epoch >= epoch) return { kind: 'busy' };
  return { kind: 'take', transaction: head };
}

function chooseInFlight(
  inFlight: { mark: InFlight; transaction: Transaction },
  epoch: number,
  nowMs: number,
): LaneChoice {
  const { mark, transaction } = inFlight;
  if (mark.epoch === epoch) {
    const isRepeated = transaction.status === 'SENT' && mark.retryAtMs !== null && mark.returned;
    if (!isRepeated) return { kind: 'busy' };
    if (nowMs < mark.retryAtMs) return { kind: 'later', atMs: mark.retryAtMs };
    return mayRepeat(transaction, nowMs)
      ? { kind: 'take', transaction }
      : { kind: 'lost', mark, transaction };
  }
  if (!mark.returned) return { kind: 'release', mark, transaction };
  if (transaction.status !== 'SENT') return { kind: 'busy' };
  return mayRepeat(transaction, nowMs)
    ? { kind: 'take', transaction }
    : { kind: 'lost', mark, transaction };
}

function mayRepeat(transaction: Transaction, nowMs: number): boolean {
  const { autoRetry } = specOf(transaction.command).policy;
  return autoRetry && transaction.attempt < attemptMax && nowMs < transaction.expiresAtMs;
}
