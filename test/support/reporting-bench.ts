import { randomUUID } from 'node:crypto';
import type { DeviceId } from '../../src/domain/device.ts';
import type { Outbox } from '../../src/domain/ports/outbox.ts';
import type { ReportSender } from '../../src/domain/ports/report-sender.ts';
import type { TransactionReads } from '../../src/domain/ports/transactions.ts';
import {
  isTerminal,
  type TransactionId,
  type TransactionStatus,
} from '../../src/domain/transaction.ts';
import { moveTo } from '../../src/domain/transitions.ts';
import { defaultReportDocument, makeGraphqlSender } from '../../src/gateway/report/graphql.ts';
import { makeOutbound } from '../../src/gateway/report/outbound.ts';
import { makeWebhookSender } from '../../src/gateway/report/webhook.ts';
import { makeReporter, type Reporter } from '../../src/jobs/report.ts';
import { makeMailbox } from '../../src/store/mailbox.ts';
import { makeOutbox } from '../../src/store/outbox.ts';
import { makeQueueConnection } from '../../src/store/redis/connect.ts';
import { makeScripts, type Scripts } from '../../src/store/scripts.ts';
import { makeTransactions } from '../../src/store/transactions.ts';
import { type MemoryLog, makeMemoryLog } from './memory-log.ts';
import { makeRealClock } from './real-clock.ts';
import type { TestRedis } from './redis.ts';
import { makeWish } from './transactions.ts';

/** The secret that the receivers of these tests know. */
export const testSecret = 'whsec_dGVzdC10ZXN0LXRlc3QtdGVzdC10ZXN0LXRlc3Q=';
/** The token of the GraphQL receiver. */
export const testToken = 'tok-3f9a';

/** Where the targets listen, and how fast time goes for back-off. */
export type BenchOptions = {
  readonly webhookUrl?: string;
  readonly graphqlUrl?: string;
  readonly timeoutMs?: number;
  readonly ageLimitMs?: number;
};

/** A reporter as one process runs it; `stop` also closes what main would close. */
export type RunningReporter = Pick<Reporter, 'stop'>;

/** The real store and real reporters on a test's Redis; only the world outside is staged. */
export type ReportingBench = {
  readonly scripts: Scripts;
  readonly outbox: Outbox;
  readonly transactions: TransactionReads;
  readonly log: MemoryLog;
  /** What the metrics counted, by name and target. */
  readonly counts: ReadonlyMap<string, number>;
  /** Accepts a command on a device of its own, so that no two share a lane. */
  accept(): Promise<TransactionId>;
  /** Settles it into the given states, one after the other, as the use cases would. */
  move(id: TransactionId, ...states: readonly TransactionStatus[]): Promise<void>;
  /** Stores a refusal at acceptance. */
  refuse(): Promise<TransactionId>;
  startReporter(): RunningReporter;
};

/** Back-off is divided by this: seconds become tens of milliseconds. */
const TIME_SCALE = 40;

/** Sets the bench up on a Redis of the test's own. */
export async function makeReportingBench(
  redis: TestRedis,
  options: BenchOptions,
): Promise<ReportingBench> {
  const targets = [
    ...(options.webhookUrl ? (['webhook'] as const) : []),
    ...(options.graphqlUrl ? (['graphql'] as const) : []),
  ];
  const scripts = makeScripts(await redis.connect(), targets);
  const outbox = makeOutbox(scripts);
  const room = { takesCommands: () => true };
  const transactions = makeTransactions(scripts, {
    ...{ mailboxCommands: 50, idempotencyHours: 24, room },
  });
  const log = makeMemoryLog();
  const counts = new Map<string, number>();
  return {
    scripts,
    outbox,
    transactions,
    log,
    counts,
    async accept() {
      const id = randomUUID() as TransactionId;
      const wish = makeWish({ id, deviceId: randomUUID() as DeviceId });
      await transactions.accept([{ wish, idempotency: null, openWish: null }], Date.now());
      return id;
    },
    async move(id, ...states) {
      for (const to of states) await settle(scripts, transactions, { id, to });
    },
    async refuse() {
      const id = randomUUID() as TransactionId;
      const reason = { code: 'vehicle_not_plugged_in', detail: null };
      await transactions.refuse(makeWish({ id }), reason, Date.now());
      return id;
    },
    startReporter: () => startReporter({ redis, outbox, log, counts, options }),
  };
}

async function settle(
  scripts: Scripts,
  transactions: TransactionReads,
  { id, to }: { id: TransactionId; to: TransactionStatus },
): Promise<void> {
  const transaction = await transactions.find(id);
  if (!transaction) throw new Error(`no transaction ${id}`);
  const result = await makeMailbox(scripts).settle({
    id,
    eventId: randomUUID(),
    fromStateNumber: transaction.stateNumber,
    move: moveTo(to, {
      detail: `became ${to}`,
      dueAtMs: isTerminal(to) ? null : Date.now() + 60_000,
    }),
    note: null,
    own: null,
    byEvidence: false,
    returned: null,
    nowMs: Date.now(),
    status: transaction.status,
    attempt: transaction.attempt,
    epoch: transaction.epoch,
    node: 'node-1',
    who: 'device',
    frameHash: null,
  });
  if (result.kind !== 'settled') throw new Error(`settling into ${to} gave ${result.kind}`);
}

type ReporterSetup = {
  readonly redis: TestRedis;
  readonly outbox: Outbox;
  readonly log: MemoryLog;
  readonly counts: Map<string, number>;
  readonly options: BenchOptions;
};

function startReporter(setup: ReporterSetup): RunningReporter {
  const { redis, outbox, log, counts, options } = setup;
  const clock = makeRealClock(TIME_SCALE);
  const timeoutMs = options.timeoutMs ?? 2_000;
  const outbound = makeOutbound({ clock, allowPrivateTargets: true, timeoutMs });
  const senders: ReportSender[] = [];
  if (options.webhookUrl) {
    const secrets = [testSecret];
    senders.push(makeWebhookSender({ url: options.webhookUrl, secrets, outbound, clock }));
  }
  if (options.graphqlUrl) {
    const document = defaultReportDocument;
    const parts = { url: options.graphqlUrl, token: testToken, document, outbound, clock };
    senders.push(makeGraphqlSender(parts));
  }
  const connection = makeQueueConnection(
    { socketPath: redis.socketPath },
    { name: 'test-report', onError: () => {} },
  );
  const reporter = makeReporter({
    connection,
    senders,
    outbox,
    clock,
    log,
    metrics: {
      count(name, labels, by = 1) {
        const key = `${name} ${labels?.['target']}`;
        counts.set(key, (counts.get(key) ?? 0) + by);
      },
      observeSeconds() {},
    },
    ageLimitMs: (options.ageLimitMs ?? 86_400_000) * TIME_SCALE,
  });
  reporter.start();
  return {
    async stop() {
      await reporter.stop();
      outbound.close();
      connection.disconnect();
    },
  };
}
