import type { Transaction, Wish } from './transaction.ts';

/** An accepted wish as it is stored: what a read of it would give until something happens to it. */
export function toQueued(wish: Wish, stored: { seq: number; atMs: number }): Transaction {
  return {
    ...wish,
    status: 'QUEUED',
    stateNumber: 1,
    seq: stored.seq,
    attempt: 0,
    epoch: null,
    updatedAtMs: stored.atMs,
    sentAtMs: null,
    attemptAtMs: null,
    acknowledgedAtMs: null,
    unconfirmedAtMs: null,
    unanswered: false,
    marks: {},
    shown: null,
    evidence: null,
    verified: null,
    reason: null,
    supersededBy: null,
    frozenBy: null,
  };
}
