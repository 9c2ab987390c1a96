import type { TimelineEntry, Transaction, TransactionId } from '../transaction.ts';

/** A place outcomes are reported to. */
export type ReportTarget = 'webhook' | 'graphql';

/** A report that could not be delivered within a day. */
export type DeadLetter = {
  readonly target: ReportTarget;
  readonly transactionId: TransactionId;
  readonly stateNumber: number;
  readonly reason: string;
  readonly failedAtMs: number;
  readonly attempts: number;
};

/** What a delivery decides by. */
export type Unreported = {
  /** The target gets nothing now: its marks wait for the operator's resume. */
  readonly isStopped: boolean;
  /** The highest state number that the target has taken; 0 = none. */
  readonly delivered: number;
  /** `null`: purged meanwhile. */
  readonly transaction: Transaction | null;
  /** Read after the transaction: it may only know more. */
  readonly timeline: readonly TimelineEntry[];
};

/** Which transactions still have to be reported where; marked by the settling scripts. */
export type Outbox = {
  /** Marks left behind whose next try is due; leased 60 s on. */
  due(target: ReportTarget, nowMs: number, limit: number): Promise<readonly TransactionId[]>;
  /** In one round trip. */
  unreported(target: ReportTarget, id: TransactionId): Promise<Unreported>;
  /** Remembers a delivery; removes the mark only if no newer state has come since. */
  settle(target: ReportTarget, id: TransactionId, stateNumber: number): Promise<'done' | 'newer'>;
  bury(letter: DeadLetter): Promise<void>;
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Marks again, so that it is sent again; `null` = all of them. Returns how many. */
  replay(target: ReportTarget | null, id: TransactionId | null, nowMs: number): Promise<number>;
  /** A target that answered 410 gets nothing more until an operator resumes it. */
  stop(target: ReportTarget, reason: string, nowMs: number): Promise<void>;
  resume(target: ReportTarget, nowMs: number): Promise<void>;
  stopped(): Promise<readonly { target: ReportTarget; reason: string; sinceMs: number }[]>;
  backlog(): Promise<Readonly<Record<ReportTarget, number>>>;
};
