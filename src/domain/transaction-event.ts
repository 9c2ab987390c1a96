import type { Marks, Shown, Verdict } from './evidence.ts';
import type { DeviceReply, OwnVerdict } from './reply.ts';
import type {
  TransactionId,
  TransactionPatch,
  TransactionReason,
  TransactionStatus,
} from './transaction.ts';

/** What can happen to a transaction. Device's words match by id, ours by attempt and epoch too. */
export type TransactionEvent =
  /** The device answered; `marks` and `verdict` are what the stored reports say at that moment. */
  | {
      readonly type: 'reply';
      readonly reply: DeviceReply;
      readonly marks: Marks;
      readonly verdict: Verdict;
    }
  | { readonly type: 'own-verdict'; readonly verdict: OwnVerdict }
  /** A report came in; `shown` = it replaced one that showed the wish, and does not itself. */
  | { readonly type: 'evidence'; readonly verdict: Verdict; readonly shown?: Shown | null }
  /** Its entry in the `due` clock fired; which window that was follows from the state. */
  | { readonly type: 'window-over'; readonly verdict: Verdict }
  /** Its device was taken out of service, and its entry in the `due` clock fired. */
  | { readonly type: 'retired'; readonly verdict: Verdict }
  | { readonly type: 'cancelled'; readonly by: string }
  | { readonly type: 'superseded'; readonly by: TransactionId }
  | { readonly type: 'refused'; readonly reason: TransactionReason }
  /** A newer link found an attempt of an older one that may not be repeated. */
  | { readonly type: 'attempt-lost' };

/** What becomes of the device's lane with a move. */
export type LaneEffect =
  | { readonly kind: 'hold' }
  | { readonly kind: 'free' }
  /** Back to the head of the mailbox, until a newer epoch. */
  | { readonly kind: 'requeue' }
  | { readonly kind: 'retry'; readonly atMs: number };

/** A change of state as the pure machine decides it. */
export type Move = {
  readonly kind: 'move';
  readonly to: TransactionStatus;
  readonly patch: TransactionPatch;
  readonly detail: string | null;
  /** When the transaction must be looked at again, Unix ms; `null` = never. */
  readonly dueAtMs: number | null;
  readonly lane: LaneEffect;
  /** True when it awaits evidence from here on. */
  readonly awaits: boolean;
  /** Shown to the owner among the device's alerts. */
  readonly alert: string | null;
};

/** What the machine answers: a move, a line in the timeline, or nothing at all. */
export type Decision =
  | Move
  | { readonly kind: 'note'; readonly detail: string; readonly patch: TransactionPatch }
  | { readonly kind: 'rearm'; readonly dueAtMs: number }
  | { readonly kind: 'ignore'; readonly why: string };
