import type { Outbox, Unreported } from '../domain/ports/outbox.ts';
import type { ReportAnswer, ReportSender } from '../domain/ports/report-sender.ts';
import { planReports, type TransactionReport } from '../domain/reporting.ts';
import type { TransactionId } from '../domain/transaction.ts';

/** What a delivery works on. */
export type DeliveryParts = {
  readonly sender: ReportSender;
  readonly outbox: Pick<Outbox, 'unreported' | 'settle'>;
};

/** What one run of a job came to; `stateNumber` is that of the report that was not taken. */
export type Delivery =
  | { readonly kind: 'done'; readonly sent: number }
  /** The target was stopped: the mark stays for the operator's resume. */
  | { readonly kind: 'stopped'; readonly sent: number }
  /** The target answered that it wants nothing more. */
  | { readonly kind: 'gone'; readonly sent: number }
  | {
      readonly kind: 'failed';
      readonly sent: number;
      readonly stateNumber: number;
      readonly answer: Extract<ReportAnswer, { kind: 'failed' }>;
    };

/** A transaction has fewer states than this; more means that something settles in circles. */
const ROUNDS_MAX = 50;

/**
 * Sends everything that the target has not taken of one transaction, oldest first, and remembers
 * each state as soon as it is taken. Looks again as long as newer states come in between.
 */
export async function deliver(
  parts: DeliveryParts,
  id: TransactionId,
  signal: AbortSignal,
): Promise<Delivery> {
  const { sender, outbox } = parts;
  let sent = 0;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const unreported = await outbox.unreported(sender.target, id);
    if (unreported.isStopped) return { kind: 'stopped', sent };
    const { reports, stateNumber } = plan(unreported);
    for (const report of reports) {
      const answer = await sender.send(report, signal);
      if (answer.kind === 'gone') return { kind: 'gone', sent };
      if (answer.kind === 'failed') return toFailure(report, answer, sent);
      sent += 1;
      if (report !== reports.at(-1)) await settle(parts, id, report.transaction.stateNumber);
    }
    if ((await settle(parts, id, stateNumber)) === 'done') break;
  }
  return { kind: 'done', sent };
}

/** Of a transaction that was purged nothing is sent; settling removes its mark. */
function plan({ transaction, timeline, delivered }: Unreported) {
  if (transaction === null) return { reports: [], stateNumber: delivered };
  const { stateNumber } = transaction;
  return { reports: planReports(transaction, timeline, delivered), stateNumber };
}

async function settle({ sender, outbox }: DeliveryParts, id: TransactionId, stateNumber: number) {
  return await outbox.settle(sender.target, id, stateNumber);
}

function toFailure(
  report: TransactionReport,
  answer: Extract<ReportAnswer, { kind: 'failed' }>,
  sent: number,
): Delivery {
  return { kind: 'failed', sent, stateNumber: report.transaction.stateNumber, answer };
}
