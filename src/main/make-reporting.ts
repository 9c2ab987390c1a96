import type { Config } from '../config.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { ReportSender } from '../domain/ports/report-sender.ts';
import { makeGraphqlSender } from '../gateway/report/graphql.ts';
import type { Outbound } from '../gateway/report/outbound.ts';
import { makeClaimsChore } from '../jobs/claims-sweep.ts';
import { makeMaintenance } from '../jobs/maintenance.ts';
import { makeReporter } from '../jobs/report.ts';
import { makeRetentionChore } from '../jobs/retention.ts';
import { makeRetention } from '../store/retention.ts';
import type { Core } from './make-core.ts';
import type { OpenRedis } from './open-redis.ts';
import type { Stopper } from './stopper.ts';

/** How long one report may take, ms. */
const reportTimeoutMs = 15_000;

/** What the jobs that wait are made of. */
export type ReportingParts = {
  readonly config: Config;
  /** The mutation that reports over GraphQL. */
  readonly reportDocument: string;
  readonly redis: OpenRedis;
  readonly core: Core;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly stopper: Stopper;
};

/** Starts report-back and maintenance: what waits and is not a transaction's own clock. */
export async function startJobs(parts: ReportingParts): Promise<void> {
  const { config, redis, core, clock, log, metrics, stopper } = parts;
  const connection = redis.openQueueConnection('joulegate-jobs');
  stopper.add('job connection', () => connection.disconnect());
  const senders = await makeSenders(parts);
  const reporter = makeReporter({
    connection,
    senders,
    outbox: core.store.outbox,
    clock,
    log,
    metrics,
    ageLimitMs: config.limits.reportAgeHours * 3_600_000,
  });
  stopper.add('reporter', () => reporter.stop());
  reporter.start();
  const retention = makeRetentionChore({
    retention: makeRetention(core.store.scripts),
    clock,
    transactionDays: config.retentionDays,
    refusedHours: config.limits.idempotencyHours,
  });
  const maintenance = makeMaintenance({
    connection,
    chores: [retention, makeClaimsChore(core.sweepClaims)],
    clock,
    log,
  });
  stopper.add('maintenance', () => maintenance.stop());
  await maintenance.start();
}

/** What reports is loaded only where a report has somewhere to go. */
async function makeSenders(parts: ReportingParts): Promise<readonly ReportSender[]> {
  const { config, clock, stopper, reportDocument: document } = parts;
  const { webhook, graphql, allowPrivateTargets } = config.report;
  if (!webhook && !graphql) return [];
  const { makeOutbound } = await import('../gateway/report/outbound.ts');
  const outbound: Outbound = makeOutbound({
    clock,
    allowPrivateTargets,
    timeoutMs: reportTimeoutMs,
  });
  stopper.add('report connections', () => outbound.close());
  const senders: ReportSender[] = [];
  if (webhook) {
    const { makeWebhookSender } = await import('../gateway/report/webhook.ts');
    const secrets = webhook.secrets.map((secret) => secret.reveal());
    senders.push(makeWebhookSender({ url: webhook.url, secrets, outbound, clock }));
  }
  if (graphql) {
    const token = graphql.token?.reveal() ?? null;
    senders.push(makeGraphqlSender({ url: graphql.url, token, document, outbound, clock }));
  }
  return senders;
}
