import type { Job } from 'bullmq';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { Outbox } from '../domain/ports/outbox.ts';
import type { ReportSender } from '../domain/ports/report-sender.ts';
import type { TransactionId } from '../domain/transaction.ts';
import { toBackoffMs } from './report-backoff.ts';
import { type Delivery, deliver } from './report-delivery.ts';
import { openWorkedQueue, type QueueConnection } from './worked-queue.ts';

/** What the reporting of one target needs. */
export type ChannelParts = {
  /** For BullMQ alone (`maxRetriesPerRequest: null`); its owner closes it. */
  readonly connection: QueueConnection;
  readonly sender: ReportSender;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** A report is given up when it has failed for so long; divided by `TIME_SCALE`. */
  readonly ageLimitMs: number;
};

/** One target's queue and worker: a dead target holds up nobody else's reports. */
export type ReportChannel = {
  readonly sender: ReportSender;
  /** One job per transaction: added while it waits, nothing; while it runs, once more. */
  add(ids: readonly TransactionId[]): Promise<void>;
  /** Jobs that nobody works on yet; those that wait for their next try do not count. */
  waitingCount(): Promise<number>;
  stop(): Promise<void>;
};

/** Waiting for a worker is no failure: the age of a report begins with its first failed attempt. */
type JobData = { readonly id: TransactionId; readonly failingSinceMs?: number };

/** Reports of one target at a time: as many as it is given connections (`outbound.ts`). */
const CONCURRENCY = 32;
/** More than fit into the age limit; a job that ends undelivered is added again by its mark. */
const ATTEMPTS_MAX = 10_000;

/** A report that was not taken; thrown to BullMQ alone, which then waits and tries again. */
class NotTaken extends Error {
  readonly retryAfterMs: number;

  constructor(detail: string, retryAfterMs: number) {
    super(detail);
    this.name = 'NotTaken';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Opens the queue `report-<target>` and begins to work on it. */
export function openReportChannel(parts: ChannelParts): ReportChannel {
  const { sender, clock } = parts;
  const { queue, stop } = openWorkedQueue<JobData>({
    ...parts,
    name: `report-${sender.target}`,
    concurrency: CONCURRENCY,
    work: (job, signal) => work(parts, job, signal),
    backoffStrategy: (attemptsMade, _type, error) => toDelayMs(clock, attemptsMade, error),
  });
  return {
    sender,
    async add(ids) {
      await queue.addBulk(ids.map((id) => toJob(sender, { id })));
    },
    waitingCount: () => queue.getWaitingCount(),
    stop,
  };
}

/**
 * The id of a job is left to BullMQ: with an id of ours, `keepLastIfActive` would never be asked,
 * because a known id is dropped first.
 */
function toJob({ target }: ReportSender, data: JobData) {
  return {
    name: target,
    data,
    opts: {
      deduplication: { id: `${target}-${data.id}`, keepLastIfActive: true },
      attempts: ATTEMPTS_MAX,
      backoff: { type: 'report' },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 0,
    },
  };
}

function toDelayMs(clock: Clock, attemptsMade: number, error: Error | undefined): number {
  const ownMs = clock.windowMs(toBackoffMs(attemptsMade, Math.random()));
  const wishedMs = error instanceof NotTaken ? error.retryAfterMs : 0;
  return Math.max(1, Math.round(ownMs), wishedMs);
}

async function work(
  parts: ChannelParts,
  job: Job<JobData>,
  signal: AbortSignal,
): Promise<'done' | 'put-back'> {
  if (signal.aborted) return 'put-back';
  const delivery = await deliver(parts, job.data.id, signal);
  count(parts, delivery);
  // Stopping is nobody's failure: it counts as no attempt.
  if (delivery.kind === 'failed' && signal.aborted) return 'put-back';
  if (delivery.kind === 'failed') await retryOrBury(parts, job, delivery);
  if (delivery.kind === 'gone') await stopTarget(parts, job.data.id);
  return 'done';
}

function count({ metrics, sender }: ChannelParts, delivery: Delivery): void {
  const labels = { target: sender.target };
  if (delivery.sent > 0) metrics.count('reports_sent', labels, delivery.sent);
  if (delivery.kind === 'failed' || delivery.kind === 'gone') {
    metrics.count('reports_failed', labels);
  }
}

async function stopTarget({ outbox, sender, clock, log }: ChannelParts, id: TransactionId) {
  await outbox.stop(sender.target, 'it answered HTTP 410', clock.nowMs());
  log.error(
    { target: sender.target, transactionId: id },
    'report target wants nothing more: stopped',
  );
}

async function retryOrBury(
  parts: ChannelParts,
  job: Job<JobData>,
  { answer, stateNumber }: Extract<Delivery, { kind: 'failed' }>,
): Promise<void> {
  const { outbox, clock, sender, log } = parts;
  const { id: transactionId, failingSinceMs } = job.data;
  const attempts = job.attemptsMade + 1;
  const nowMs = clock.nowMs();
  if (failingSinceMs === undefined) await job.updateData({ ...job.data, failingSinceMs: nowMs });
  const fields = { target: sender.target, transactionId, attempt: attempts, detail: answer.detail };
  const ageMs = nowMs - (failingSinceMs ?? nowMs);
  if (ageMs < clock.windowMs(parts.ageLimitMs)) {
    log.warn(fields, 'report not taken, to be tried again');
    throw new NotTaken(answer.detail, answer.retryAfterMs ?? 0);
  }
  const { target } = sender;
  const reason = answer.detail;
  await outbox.bury({ target, transactionId, stateNumber, reason, failedAtMs: nowMs, attempts });
  log.error(fields, 'report given up: dead letter');
}
