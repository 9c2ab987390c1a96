import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TransactionChange } from '../../src/domain/ports/changes.ts';
import { makeChanges } from '../../src/store/changes.ts';
import { makeCommandConnection } from '../../src/store/redis/connect.ts';
import { makeMemoryLog } from '../support/memory-log.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { makeReportingBench } from '../support/reporting-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let redis: TestRedis;
let followers: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis.stop();
});
afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.stop()));
  followers = [];
});

const target = () => ({ socketPath: redis.socketPath });

function follow(onChange: (change: TransactionChange) => void, log = makeMemoryLog()) {
  const connect = () => makeCommandConnection(target(), { name: 'changes', onError: () => {} });
  const follower = makeChanges(connect, log).follow(onChange);
  followers.push(follower);
  return follower;
}

/** Follows and waits until it is surely reading, by changes made for nothing else. */
async function followed() {
  const bench = await makeReportingBench(redis, {});
  const seen: TransactionChange[] = [];
  follow((change) => seen.push(change));
  await waitFor(async () => {
    await bench.accept();
    return seen.length > 0;
  }, 'the first change');
  return { bench, seen };
}

describe('a follower of changes', () => {
  it('sees each change once and in order, from when it began', async () => {
    const { bench, seen } = await followed();
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'SUCCEEDED');
    const own = () => seen.filter(({ transactionId }) => transactionId === id);
    await waitFor(() => own().length >= 3, 'three changes');
    const transaction = await bench.transactions.find(id);
    const { deviceId, accountNumber } = transaction!;
    const base = { transactionId: id, deviceId, accountNumber };
    expect(own()).toEqual([1, 2, 3].map((stateNumber) => ({ ...base, stateNumber })));
  });

  it('does not see what was before', async () => {
    const { bench } = await followed();
    const id = await bench.accept();
    const late: string[] = [];
    follow(({ transactionId }) => late.push(transactionId));
    await waitFor(async () => {
      await bench.accept();
      return late.length > 0;
    }, 'a change');
    expect(late).not.toContain(id);
  });

  it('goes on after Redis was killed and came back', async () => {
    const { bench, seen } = await followed();
    await redis.kill();
    await redis.restart();
    const id = await waitFor(() => bench.accept(), 'an accepted command', 10_000);
    await waitFor(() => seen.some((change) => change.transactionId === id), 'its change', 10_000);
  });

  it('stops at once while Redis is away, and hears nothing afterwards', async () => {
    await followed();
    await redis.kill();
    const beganAtMs = Date.now();
    await Promise.all(followers.map((follower) => follower.stop()));
    expect(Date.now() - beganAtMs).toBeLessThan(1_000);
    await redis.restart();
  });

  it('that throws is logged and does not end the stream', async () => {
    const { bench } = await followed();
    const log = makeMemoryLog();
    let calls = 0;
    follow(() => {
      calls += 1;
      throw new Error('subscriber fault');
    }, log);
    await waitFor(async () => {
      await bench.accept();
      return calls >= 3;
    }, 'three calls');
    expect(log.lines[0]).toMatchObject({ level: 'error' });
  });
});
