import type { TransactionReport } from '../../domain/reporting.ts';
import type { TimelineEntry } from '../../domain/transaction.ts';

/** One transition as a target sees it. */
export type ReportedTransition = {
  readonly at: string;
  readonly status: string;
  readonly stateNumber: number;
  readonly detail: string | null;
  readonly attempt: number;
  readonly node: string | null;
};

/** The data of a report, the same in the webhook and in the GraphQL input (design section 8). */
export type ReportData = {
  readonly transactionId: string;
  readonly status: string;
  readonly stateNumber: number;
  readonly deviceId: string;
  readonly accountNumber: string;
  readonly kind: string;
  readonly mutation: string;
  readonly clientReference: string | null;
  readonly reason: { readonly code: string; readonly detail: string | null } | null;
  readonly verified: 'TRUE' | 'UNKNOWN' | null;
  readonly evidence: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly supersededBy: string | null;
  readonly timeline: readonly ReportedTransition[];
};

/** Makes the data of a report; times are ISO 8601 in UTC. */
export function toReportData({ transaction, transitions }: TransactionReport): ReportData {
  const { reason } = transaction;
  return {
    transactionId: transaction.id,
    status: transaction.status,
    stateNumber: transaction.stateNumber,
    deviceId: transaction.deviceId,
    accountNumber: transaction.accountNumber,
    kind: transaction.command.kind,
    mutation: transaction.mutation,
    clientReference: transaction.clientReference,
    reason: reason && { code: reason.code, detail: reason.detail },
    verified: transaction.verified,
    evidence: transaction.evidence,
    createdAt: toIso(transaction.createdAtMs),
    updatedAt: toIso(transaction.updatedAtMs),
    supersededBy: transaction.supersededBy,
    timeline: transitions.map(toTransition),
  };
}

function toTransition(entry: TimelineEntry): ReportedTransition {
  const { status, stateNumber, detail, attempt, node } = entry;
  return { at: toIso(entry.atMs), status, stateNumber, detail, attempt, node };
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
