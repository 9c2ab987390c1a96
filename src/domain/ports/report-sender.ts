import type { TransactionReport } from '../reporting.ts';
import type { ReportTarget } from './outbox.ts';

/** What became of one report. `gone`: the target wants nothing more. */
export type ReportAnswer =
  | { readonly kind: 'delivered' | 'gone' }
  | {
      readonly kind: 'failed';
      /** Without secrets and without the target's address: an operator reads it. */
      readonly detail: string;
      /** The target's own wish, from its answer. */
      readonly retryAfterMs?: number;
    };

/** Sends reports to one target. Repeating a report with the same event id is harmless. */
export type ReportSender = {
  readonly target: ReportTarget;
  /** Never throws for what a target or the network may answer; bounded in time by itself. */
  send(report: TransactionReport, signal: AbortSignal): Promise<ReportAnswer>;
};
