import { isTerminal, type TimelineEntry, type Transaction } from './transaction.ts';

/** One message to a target: a state of a transaction and the transitions that led to it. */
export type TransactionReport = {
  /** `<transactionId>-<stateNumber>`, the same on every way and at every repetition. */
  readonly eventId: string;
  /** The transaction as it was in that state. */
  readonly transaction: Transaction;
  /** One line per state since the last one that the target took, oldest first. */
  readonly transitions: readonly TimelineEntry[];
};

/** Refused at acceptance: the caller was told in the answer, so it is stored and not reported. */
export function isReported(transaction: Pick<Transaction, 'status' | 'seq'>): boolean {
  return !(transaction.status === 'REFUSED' && transaction.seq === 0);
}

/**
 * What a target still has to be sent, in this order. The newest state always; of the older ones
 * only UNCONFIRMED and terminal ones, for nobody may miss them: the rest ride along as transitions.
 * `delivered` is the highest state number that the target has taken, 0 = none.
 */
export function planReports(
  transaction: Transaction,
  timeline: readonly TimelineEntry[],
  delivered: number,
): readonly TransactionReport[] {
  if (!isReported(transaction) || transaction.stateNumber <= delivered) return [];
  const transitions = toTransitions(timeline, delivered, transaction.stateNumber);
  const older = transitions.filter(
    (entry) => entry.stateNumber < transaction.stateNumber && isMilestone(entry),
  );
  const states = [...older.map((entry) => toPast(transaction, entry)), transaction];
  let sentUpTo = delivered;
  return states.map((state) => {
    const since = sentUpTo;
    sentUpTo = state.stateNumber;
    return {
      eventId: `${state.id}-${state.stateNumber}`,
      transaction: state,
      transitions: transitions.filter(
        ({ stateNumber }) => stateNumber > since && stateNumber <= state.stateNumber,
      ),
    };
  });
}

/** The line that began each state; later lines of the same state are notes. */
function toTransitions(
  timeline: readonly TimelineEntry[],
  after: number,
  upTo: number,
): readonly TimelineEntry[] {
  const first = new Map<number, TimelineEntry>();
  for (const entry of timeline) {
    const { stateNumber } = entry;
    if (stateNumber > after && stateNumber <= upTo && !first.has(stateNumber)) {
      first.set(stateNumber, entry);
    }
  }
  return [...first.values()].sort((a, b) => a.stateNumber - b.stateNumber);
}

function isMilestone({ status }: TimelineEntry): boolean {
  return status === 'UNCONFIRMED' || isTerminal(status);
}

/** An earlier state must not wear what only a later one found out. */
function toPast(transaction: Transaction, entry: TimelineEntry): Transaction {
  return {
    ...transaction,
    status: entry.status,
    stateNumber: entry.stateNumber,
    updatedAtMs: entry.atMs,
    attempt: entry.attempt,
    epoch: entry.epoch,
    evidence: null,
    verified: null,
    reason: null,
    supersededBy: null,
  };
}
