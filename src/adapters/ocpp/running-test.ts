import type { TransactionId } from '../../domain/transaction.ts';

/** A test charge that is watched on this link, as whatever ends it has to know it. */
export type RunningTest = {
  readonly transactionId: TransactionId;
  readonly baselineW: number | null;
  /** A session that ended before was not the test's, Unix ms. */
  readonly sinceMs: number;
  /** True when the session is the test's own, which ends with it. */
  readonly isBegunHere: boolean;
  /** The session at its last step; `null` = none had begun so far. */
  readonly sessionId: number | null;
};
