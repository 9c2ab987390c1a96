import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { type Receiver, startReceiver } from './report-receiver.ts';
import {
  type BenchOptions,
  makeReportingBench,
  type ReportingBench,
  type RunningReporter,
} from './reporting-bench.ts';
import { waitFor } from './wait-for.ts';

/** What a test file about reporting works with: one Redis a file, new receivers a test. */
export type ReportingSuite = {
  readonly redis: TestRedis;
  readonly webhook: Receiver;
  readonly graphql: Receiver;
  /** Marks for the webhook, and for GraphQL if its URL is given. */
  makeBench(options?: BenchOptions): Promise<ReportingBench>;
  /** Starts a reporter that is stopped when the test ends. */
  start(bench: ReportingBench): RunningReporter;
};

/** How the GraphQL receiver says yes. */
export const taken = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":{"reportDeviceTransaction":{"ok":true}}}',
};

/** Registers the hooks of a test file; the parts are there once a test runs. */
export function useReporting(): ReportingSuite {
  const parts = {} as { redis: TestRedis; webhook: Receiver; graphql: Receiver };
  let running: RunningReporter[] = [];
  beforeAll(async () => {
    parts.redis = await startTestRedis();
  });
  afterAll(async () => {
    await parts.redis.stop();
    // When Redis was lost, BullMQ sleeps for up to 5 s, and nobody can wake it.
    await waitFor(() => countTimers() === 0, 'the end of its last timers', 10_000);
  });
  beforeEach(async () => {
    parts.webhook = await startReceiver();
    parts.graphql = await startReceiver();
    parts.graphql.answer(taken);
  });
  afterEach(async () => {
    await Promise.all(running.map((reporter) => reporter.stop()));
    running = [];
    await Promise.all([parts.webhook.down(), parts.graphql.down()]);
    await (await parts.redis.connect()).flushall();
  });
  return Object.assign(parts, {
    async makeBench(options: BenchOptions = {}) {
      return await makeReportingBench(parts.redis, { webhookUrl: parts.webhook.url, ...options });
    },
    start(bench: ReportingBench) {
      const reporter = bench.startReporter();
      running.push(reporter);
      return reporter;
    },
  });
}

/** `<status> <state number>` of each report about a transaction, in the order of arrival. */
export function statesAt(receiver: Receiver, id: TransactionId): string[] {
  return receiver.received
    .map(({ body }) => JSON.parse(body))
    .map((body) => body.data ?? body.variables.input)
    .filter(({ transactionId }) => transactionId === id)
    .map(({ status, stateNumber }) => `${status} ${stateNumber}`);
}

/** Waits until no mark is left for any target. */
export async function waitUntilReported(bench: ReportingBench): Promise<void> {
  await waitFor(async () => {
    const { webhook, graphql } = await bench.outbox.backlog();
    return webhook + graphql === 0;
  }, 'an empty outbox');
}

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
