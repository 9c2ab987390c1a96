import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../src/domain/ports/outbox.ts';
import type { Retention } from '../../src/domain/ports/retention.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeRetention } from '../../src/store/retention.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { makeReportingBench, type ReportingBench } from '../support/reporting-bench.ts';

const LATER_MS = 61_000;
const url = 'http://127.0.0.1:1/';

let redis: TestRedis;
let bench: ReportingBench;
let retention: Retention;

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis.stop();
});
beforeEach(async () => {
  bench = await makeReportingBench(redis, { webhookUrl: url, graphqlUrl: url });
  retention = makeRetention(bench.scripts);
});
afterEach(async () => {
  await bench.scripts.redis.flushall();
});

function letterOf(id: TransactionId, parts: Partial<DeadLetter> = {}): DeadLetter {
  return {
    target: 'webhook',
    transactionId: id,
    stateNumber: 1,
    reason: 'HTTP 500: refused',
    failedAtMs: Date.now(),
    attempts: 9,
    ...parts,
  };
}

async function settleBoth(id: TransactionId, stateNumber: number): Promise<void> {
  await bench.outbox.settle('webhook', id, stateNumber);
  await bench.outbox.settle('graphql', id, stateNumber);
}

async function keysOf(id: TransactionId): Promise<string[]> {
  return (await bench.scripts.redis.keys(`*${id}*`)).sort();
}

describe('a mark', () => {
  it('is leased, not removed: due again after a minute', async () => {
    const id = await bench.accept();
    const nowMs = Date.now();
    expect(await bench.outbox.due('webhook', nowMs, 10)).toEqual([id]);
    expect(await bench.outbox.due('webhook', nowMs, 10)).toEqual([]);
    expect(await bench.outbox.due('graphql', nowMs, 10)).toEqual([id]);
    expect(await bench.outbox.due('webhook', nowMs + LATER_MS, 10)).toEqual([id]);
  });

  it('goes with the delivery of the newest state, and only then', async () => {
    const id = await bench.accept();
    await bench.move(id, 'SENT');
    expect(await bench.outbox.settle('webhook', id, 1)).toBe('newer');
    expect(await bench.outbox.settle('webhook', id, 2)).toBe('done');
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 1 });
    await bench.move(id, 'SUCCEEDED');
    expect(await bench.outbox.backlog()).toEqual({ webhook: 1, graphql: 1 });
  });

  it('of a delivery told twice and late stays settled, and the number never falls', async () => {
    const id = await bench.accept();
    await bench.move(id, 'SENT');
    expect(await bench.outbox.settle('webhook', id, 2)).toBe('done');
    expect(await bench.outbox.settle('webhook', id, 2)).toBe('done');
    expect(await bench.outbox.settle('webhook', id, 1)).toBe('newer');
    expect(await bench.outbox.unreported('webhook', id)).toMatchObject({ delivered: 2 });
  });

  it('of a transaction that is gone goes too', async () => {
    const id = await bench.accept();
    await bench.scripts.redis.del(`jg:tx:${id}`);
    expect(await bench.outbox.settle('webhook', id, 0)).toBe('done');
    expect((await bench.outbox.backlog()).webhook).toBe(0);
  });
});

describe('a dead letter', () => {
  it('is listed newest first, and its mark is gone', async () => {
    const [old, young] = [await bench.accept(), await bench.accept()];
    await bench.outbox.bury(letterOf(old, { failedAtMs: 1_000 }));
    await bench.outbox.bury(letterOf(young, { failedAtMs: 2_000 }));
    const ids = (await bench.outbox.deadLetters(10)).map(({ transactionId }) => transactionId);
    expect(ids).toEqual([young, old]);
    expect(await bench.outbox.deadLetters(1)).toEqual([letterOf(young, { failedAtMs: 2_000 })]);
    expect((await bench.outbox.backlog()).webhook).toBe(0);
  });

  it('leaves the mark of a state that came meanwhile and goes with its delivery', async () => {
    const id = await bench.accept();
    await bench.move(id, 'SENT');
    await bench.outbox.bury(letterOf(id));
    expect(await bench.outbox.due('webhook', Date.now(), 10)).toEqual([id]);
    expect(await bench.outbox.deadLetters(10)).toHaveLength(1);
    await bench.outbox.settle('webhook', id, 2);
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });

  it('is replayed by target, by id or all at once', async () => {
    const ids = [await bench.accept(), await bench.accept(), await bench.accept()];
    for (const id of ids) {
      await bench.outbox.bury(letterOf(id));
      await bench.outbox.bury(letterOf(id, { target: 'graphql' }));
    }
    const nowMs = Date.now();
    expect(await bench.outbox.replay('webhook', ids[0]!, nowMs)).toBe(1);
    expect(await bench.outbox.replay('webhook', ids[0]!, nowMs)).toBe(0);
    expect(await bench.outbox.replay('graphql', null, nowMs)).toBe(3);
    expect(await bench.outbox.replay(null, null, nowMs)).toBe(2);
    expect(await bench.outbox.backlog()).toEqual({ webhook: 3, graphql: 3 });
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });

  it('beyond one page is replayed too, and one of a lost transaction is dropped', async () => {
    const ids = await Promise.all(Array.from({ length: 450 }, () => bench.accept()));
    await Promise.all(ids.map((id) => bench.outbox.bury(letterOf(id, { failedAtMs: 5 }))));
    await bench.scripts.redis.del(`jg:tx:${ids[0]}`);
    expect(await bench.outbox.replay('webhook', null, Date.now())).toBe(449);
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });
});

describe('a stopped target', () => {
  it('keeps its first reason and its marks', async () => {
    const id = await bench.accept();
    await bench.outbox.stop('webhook', 'first', 1_000);
    await bench.outbox.stop('webhook', 'second', 2_000);
    expect(await bench.outbox.stopped()).toEqual([
      { target: 'webhook', reason: 'first', sinceMs: 1_000 },
    ]);
    expect(await bench.outbox.due('webhook', Date.now(), 10)).toEqual([]);
    await bench.outbox.resume('webhook', Date.now());
    expect(await bench.outbox.due('webhook', Date.now(), 10)).toEqual([id]);
  });
});

describe('retention', () => {
  const future = () => Date.now() + 1_000;

  it('deletes what ended and was reported, with everything of it', async () => {
    const id = await bench.accept();
    const before = await bench.transactions.find(id);
    await bench.move(id, 'SENT', 'SUCCEEDED');
    await settleBoth(id, 3);
    expect(await retention.purge(future(), 100)).toBe(1);
    expect(await keysOf(id)).toEqual([]);
    for (const index of [
      'jg:ix:all',
      `jg:ix:acc:${before?.accountNumber}`,
      `jg:ix:dev:${before?.deviceId}`,
    ]) {
      expect(await bench.scripts.redis.zscore(index, id)).toBeNull();
    }
    expect(await bench.outbox.unreported('webhook', id)).toMatchObject({ delivered: 0 });
  });

  it('keeps what is young, what is open and what a target still waits for', async () => {
    const young = await bench.accept();
    const open = await bench.accept();
    const owed = await bench.accept();
    await bench.move(young, 'SUCCEEDED');
    await settleBoth(young, 2);
    await settleBoth(open, 1);
    await bench.move(owed, 'SUCCEEDED');
    await bench.outbox.settle('webhook', owed, 2);
    expect(await retention.purge(0, 100)).toBe(0);
    expect(await retention.purge(future(), 100)).toBe(1);
    expect(await bench.transactions.find(young)).toBeNull();
    expect(await bench.transactions.find(open)).not.toBeNull();
    expect(await bench.transactions.find(owed)).not.toBeNull();
  });

  it('counts a stopped target and a dead letter as reported', async () => {
    const id = await bench.accept();
    await bench.move(id, 'SUCCEEDED');
    await bench.outbox.stop('webhook', 'it answered HTTP 410', 1);
    await bench.outbox.bury(letterOf(id, { target: 'graphql', stateNumber: 2 }));
    expect(await retention.purge(future(), 100)).toBe(1);
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });

  it('counts a target that is not configured any more as reported', async () => {
    const id = await bench.accept();
    await bench.move(id, 'SUCCEEDED');
    await bench.outbox.settle('webhook', id, 2);
    const alone = await makeReportingBench(redis, { webhookUrl: url });
    expect(await makeRetention(alone.scripts).purge(future(), 100)).toBe(1);
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });
  });

  it('steps over the open ones before, in bounded batches', async () => {
    const kept = await Promise.all(Array.from({ length: 150 }, () => bench.accept()));
    const ended = await Promise.all(Array.from({ length: 150 }, () => bench.accept()));
    for (const id of ended) {
      await bench.move(id, 'SUCCEEDED');
      await settleBoth(id, 2);
    }
    expect(await retention.purge(future(), 120)).toBe(120);
    expect(await retention.purge(future(), 120)).toBe(30);
    expect(await retention.purge(future(), 120)).toBe(0);
    expect(await bench.scripts.redis.zcard('jg:ix:all')).toBe(kept.length);
  });

  it('deletes refusals with their index entries, expired or not', async () => {
    const [id, expired] = [await bench.refuse(), await bench.refuse()];
    await bench.scripts.redis.del(`jg:tx:${expired}`, `jg:tl:${expired}`);
    expect(await retention.purgeRefused(0, 100)).toBe(0);
    expect(await retention.purgeRefused(future(), 100)).toBe(2);
    expect(await keysOf(id)).toEqual([]);
    expect(await bench.scripts.redis.keys('jg:ix:*')).toEqual([]);
    expect(await bench.scripts.redis.zcard('jg:refused')).toBe(0);
  });
});

describe('a key of the wrong type', () => {
  it.each([
    ['jg:out:webhook', () => bench.outbox.due('webhook', Date.now(), 1)],
    ['jg:outn:webhook', (id: TransactionId) => bench.outbox.settle('webhook', id, 1)],
    ['jg:dead', (id: TransactionId) => bench.outbox.bury(letterOf(id))],
    ['jg:deadv', (id: TransactionId) => bench.outbox.bury(letterOf(id))],
    ['jg:dead', () => retention.purge(future(), 10)],
    ['jg:outn:graphql', () => retention.purge(future(), 10)],
  ])('%s makes the script fail before it has written', async (key, run) => {
    const id = await bench.accept();
    await bench.move(id, 'SUCCEEDED');
    const { redis: raw } = bench.scripts;
    await raw.del(key);
    await raw.set(key, 'x');
    const before = await dump();
    await expect(run(id)).rejects.toMatchObject({ code: 'invariant_broken' });
    expect(await dump()).toEqual(before);
  });

  const future = () => Date.now() + 1_000;

  async function dump(): Promise<unknown> {
    const { redis: raw } = bench.scripts;
    const keys = (await raw.keys('*')).sort();
    return await Promise.all(keys.map(async (key) => [key, await raw.dumpBuffer(key)]));
  }
});
