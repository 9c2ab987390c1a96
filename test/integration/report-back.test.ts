import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type Received, type Receiver, startReceiver } from '../support/report-receiver.ts';
import {
  type BenchOptions,
  makeReportingBench,
  type ReportingBench,
  type RunningReporter,
  testSecret,
  testToken,
} from '../support/reporting-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let redis: TestRedis;
let webhook: Receiver;
let graphql: Receiver;
let running: RunningReporter[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis.stop();
  // When Redis was lost, BullMQ sleeps for up to 5 s, and nobody can wake it.
  await waitFor(() => countTimers() === 0, 'the end of its last timers', 10_000);
});
beforeEach(async () => {
  webhook = await startReceiver();
  graphql = await startReceiver();
  graphql.answer(taken);
});
afterEach(async () => {
  await Promise.all(running.map((reporter) => reporter.stop()));
  running = [];
  await Promise.all([webhook.down(), graphql.down()]);
  await (await redis.connect()).flushall();
});

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

const taken = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":{"reportDeviceTransaction":{"ok":true}}}',
};

async function makeBench(options: BenchOptions = {}): Promise<ReportingBench> {
  return await makeReportingBench(redis, { webhookUrl: webhook.url, ...options });
}

function start(bench: ReportingBench): RunningReporter {
  const reporter = bench.startReporter();
  running.push(reporter);
  return reporter;
}

/** `<status> <state number>` of each webhook about a transaction, in the order of arrival. */
function statesAt(receiver: Receiver, id: TransactionId): string[] {
  return receiver.received
    .map(({ body }) => JSON.parse(body))
    .map((body) => body.data ?? body.variables.input)
    .filter(({ transactionId }) => transactionId === id)
    .map(({ status, stateNumber }) => `${status} ${stateNumber}`);
}

async function waitUntilReported(bench: ReportingBench): Promise<void> {
  await waitFor(async () => {
    const { webhook: a, graphql: b } = await bench.outbox.backlog();
    return a + b === 0;
  }, 'an empty outbox');
}

describe('a report', () => {
  it('arrives once, signed, and its mark goes', async () => {
    const bench = await makeBench();
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'SUCCEEDED');
    start(bench);
    await waitUntilReported(bench);
    expect(webhook.received).toHaveLength(1);
    const [{ headers, body }] = webhook.received as [Received];
    const event = new Webhook(testSecret).verify(body, { ...headers });
    expect(event).toMatchObject({ id: `${id}-3`, subject: id, data: { status: 'SUCCEEDED' } });
    expect(await bench.outbox.delivered('webhook', id)).toBe(3);
    expect(bench.counts.get('reports_sent webhook')).toBe(1);
  });

  it('is found without being announced, and announced is not sent twice', async () => {
    const bench = await makeBench();
    const reporter = start(bench);
    const quiet = await bench.accept();
    const loud = await bench.accept();
    for (let time = 0; time < 5; time += 1) reporter.announce(loud);
    await waitUntilReported(bench);
    expect(statesAt(webhook, quiet)).toEqual(['QUEUED 1']);
    expect(statesAt(webhook, loud)).toEqual(['QUEUED 1']);
  });

  it('is sent by one of two nodes', async () => {
    const bench = await makeBench();
    start(bench);
    start(bench);
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.accept()));
    await waitUntilReported(bench);
    expect(ids.map((id) => statesAt(webhook, id))).toEqual(ids.map(() => ['QUEUED 1']));
  });

  it('tells UNCONFIRMED apart from what resolved it, in rising order', async () => {
    const bench = await makeBench({ graphqlUrl: graphql.url });
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'UNCONFIRMED', 'SUCCEEDED');
    start(bench);
    await waitUntilReported(bench);
    const expected = ['UNCONFIRMED 3', 'SUCCEEDED 4'];
    expect(statesAt(webhook, id)).toEqual(expected);
    expect(statesAt(graphql, id)).toEqual(expected);
  });

  it('is sent again when a newer state came while it was on its way', async () => {
    const bench = await makeBench();
    const id = await bench.accept();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let moved = Promise.resolve();
    webhook.answer((_request, before) => {
      if (before === 0) moved = bench.move(id, 'SENT', 'SUCCEEDED').then(release);
      return before === 0 ? { status: 200, after: held } : { status: 200 };
    });
    start(bench);
    await waitUntilReported(bench);
    await moved;
    expect(statesAt(webhook, id)).toEqual(['QUEUED 1', 'SUCCEEDED 3']);
    const last = JSON.parse(webhook.received.at(-1)?.body ?? '');
    const numbers = last.data.timeline.map((line: { stateNumber: number }) => line.stateNumber);
    expect(numbers).toEqual([2, 3]);
  });

  it('is not made of a refusal at acceptance', async () => {
    const bench = await makeBench();
    await bench.refuse();
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });
  });
});

describe('a target in trouble', () => {
  it('is sent everything when it is up again', async () => {
    const bench = await makeBench();
    await webhook.down();
    start(bench);
    const ids = await Promise.all([bench.accept(), bench.accept()]);
    await waitFor(() => (bench.counts.get('reports_failed webhook') ?? 0) >= 4, 'failed attempts');
    await webhook.up();
    await waitUntilReported(bench);
    expect(ids.map((id) => statesAt(webhook, id))).toEqual([['QUEUED 1'], ['QUEUED 1']]);
  });

  it('that answers 500 sees the state numbers rise all the same', async () => {
    const bench = await makeBench();
    webhook.answer((_request, before) => ({ status: before < 4 ? 500 : 200 }));
    start(bench);
    const id = await bench.accept();
    await waitFor(() => webhook.received.length >= 2, 'two attempts');
    await bench.move(id, 'SENT', 'UNCONFIRMED', 'FAILED');
    await waitUntilReported(bench);
    const numbers = statesAt(webhook, id).map((state) => Number(state.split(' ')[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(statesAt(webhook, id).slice(-2)).toEqual(['UNCONFIRMED 3', 'FAILED 4']);
  });

  it('that never answers is left after the deadline and asked again', async () => {
    const bench = await makeBench({ timeoutMs: 100 });
    webhook.answer((_request, before) => (before === 0 ? 'hang' : { status: 200 }));
    start(bench);
    const id = await bench.accept();
    await waitUntilReported(bench);
    expect(statesAt(webhook, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
    const ids = webhook.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set([`${id}-1`]));
  });

  it('holds up no other target', async () => {
    const bench = await makeBench({ graphqlUrl: graphql.url });
    webhook.answer({ status: 500 });
    start(bench);
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'SUCCEEDED');
    await waitFor(() => statesAt(graphql, id).at(-1) === 'SUCCEEDED 3', 'the GraphQL report');
    expect(graphql.received[0]?.headers['authorization']).toBe(`Bearer ${testToken}`);
    await waitFor(async () => (await bench.outbox.backlog()).graphql === 0, 'its mark to go');
    expect(await bench.outbox.backlog()).toEqual({ webhook: 1, graphql: 0 });
    expect(await bench.outbox.delivered('webhook', id)).toBe(0);
  });

  it('that answers ok: false is asked again', async () => {
    const bench = await makeBench({ graphqlUrl: graphql.url });
    graphql.answer((_request, before) =>
      before > 0 ? taken : { ...taken, body: taken.body.replace('true', 'false') },
    );
    start(bench);
    const id = await bench.accept();
    await waitUntilReported(bench);
    expect(statesAt(graphql, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
  });

  it('that answers 410 gets nothing more until it is resumed', async () => {
    const bench = await makeBench();
    webhook.answer({ status: 410 });
    start(bench);
    const first = await bench.accept();
    await waitFor(async () => (await bench.outbox.stopped()).length === 1, 'a stopped target');
    const second = await bench.accept();
    await bench.move(second, 'SENT', 'SUCCEEDED');
    expect(await bench.outbox.due('webhook', Date.now() + 120_000, 10)).toEqual([]);
    expect(await bench.outbox.stopped()).toMatchObject([
      { target: 'webhook', reason: 'it answered HTTP 410' },
    ]);
    const before = webhook.received.length;
    webhook.answer({ status: 200 });
    await bench.outbox.resume('webhook');
    const reporter = start(bench);
    for (const id of [first, second]) reporter.announce(id);
    await waitUntilReported(bench);
    expect(webhook.received.length).toBe(before + 2);
    expect(statesAt(webhook, second)).toEqual(['SUCCEEDED 3']);
  });
});

describe('a report that nobody takes', () => {
  it('is a dead letter after the age limit, and comes when it is replayed', async () => {
    const bench = await makeBench({ ageLimitMs: 300 });
    webhook.answer({ status: 500 });
    start(bench);
    const id = await bench.accept();
    const letters = await waitFor(async () => {
      const found = await bench.outbox.deadLetters(10);
      return found.length > 0 ? found : null;
    }, 'a dead letter');
    expect(letters).toMatchObject([
      { target: 'webhook', transactionId: id, stateNumber: 1, reason: 'HTTP 500: refused' },
    ]);
    expect(letters[0]?.attempts).toBeGreaterThan(1);
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });

    webhook.answer({ status: 200 });
    expect(await bench.outbox.replay('webhook', null, Date.now())).toBe(1);
    await waitUntilReported(bench);
    expect(statesAt(webhook, id).at(-1)).toBe('QUEUED 1');
    expect(await bench.outbox.delivered('webhook', id)).toBe(1);
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });
});

describe('a reporter that ends', () => {
  it('midway leaves the rest to the next one', async () => {
    const bench = await makeBench();
    webhook.answer((_request, before) => (before < 5 ? { status: 200 } : 'hang'));
    const first = start(bench);
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.accept()));
    await waitFor(() => webhook.received.length > 5, 'a report on its way');
    await first.stop();
    webhook.answer({ status: 200 });
    start(bench);
    await waitUntilReported(bench);
    for (const id of ids) expect(statesAt(webhook, id)).toContain('QUEUED 1');
  });

  it('without a word, as when it is killed, has its job taken over', async () => {
    const bench = await makeBench();
    const id = await bench.accept();
    webhook.answer('hang');
    const killed = start(bench);
    await waitFor(() => webhook.received.length > 0, 'a report on its way');
    const connection = await redis.connect();
    const [jobId] = await connection.lrange('jg:bull:report-webhook:active', 0, -1);
    await killed.stop();
    await connection.lrem('jg:bull:report-webhook:wait', 0, jobId ?? '');
    await connection.lpush('jg:bull:report-webhook:active', jobId ?? '');
    webhook.answer({ status: 200 });
    start(bench);
    await waitFor(async () => (await bench.outbox.backlog()).webhook === 0, 'its report', 12_000);
    expect(statesAt(webhook, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
  });

  it('with its queue lost still has the marks', async () => {
    const bench = await makeBench();
    await webhook.down();
    const first = start(bench);
    const id = await bench.accept();
    await waitFor(() => (bench.counts.get('reports_failed webhook') ?? 0) > 0, 'an attempt');
    await first.stop();
    const connection = await redis.connect();
    await connection.del(...(await connection.keys('jg:bull:*')));
    await connection.zadd('jg:out:webhook', 0, id);
    await webhook.up();
    start(bench);
    await waitUntilReported(bench);
    expect(statesAt(webhook, id)).toEqual(['QUEUED 1']);
  });

  it('goes on after Redis was killed and came back', async () => {
    const bench = await makeBench();
    start(bench);
    const before = await bench.accept();
    await waitUntilReported(bench);
    await redis.kill();
    await redis.restart();
    const after = await waitFor(() => bench.accept(), 'an accepted command', 10_000);
    await waitFor(() => statesAt(webhook, after).length > 0, 'its report', 10_000);
    expect(statesAt(webhook, before)).toEqual(['QUEUED 1']);
  });

  it('stops in time without Redis', async () => {
    const bench = await makeBench();
    const reporter = start(bench);
    await bench.accept();
    await waitUntilReported(bench);
    await redis.kill();
    const beganAtMs = Date.now();
    await reporter.stop();
    expect(Date.now() - beganAtMs).toBeLessThan(6_000);
    await redis.restart();
  });
});

it('logs no secret and no address', async () => {
  const bench = await makeBench({ graphqlUrl: graphql.url, ageLimitMs: 100 });
  webhook.answer({ status: 500 });
  graphql.answer({ status: 401, body: 'no' });
  start(bench);
  await bench.accept();
  await waitFor(async () => (await bench.outbox.deadLetters(10)).length === 2, 'two dead letters');
  const text = JSON.stringify([bench.log.lines, await bench.outbox.deadLetters(10)]);
  for (const secret of [testSecret, testToken, '127.0.0.1']) expect(text).not.toContain(secret);
});
