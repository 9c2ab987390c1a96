import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Chore, makeMaintenance } from '../../src/jobs/maintenance.ts';
import { makeRetentionChore } from '../../src/jobs/retention.ts';
import { makeQueueConnection } from '../../src/store/redis/connect.ts';
import { makeMemoryLog } from '../support/memory-log.ts';
import { makeRealClock } from '../support/real-clock.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { waitFor } from '../support/wait-for.ts';

const clock = makeRealClock();
let redis: TestRedis;
let stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis.stop();
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await (await redis.connect()).flushall();
});

async function start(chores: readonly Chore[], log = makeMemoryLog()) {
  const connection = makeQueueConnection(
    { socketPath: redis.socketPath },
    { name: 'test-maintenance', onError: () => {} },
  );
  const maintenance = makeMaintenance({ connection, chores, clock, log });
  const stop = async () => {
    await maintenance.stop();
    connection.disconnect();
  };
  stops.push(stop);
  await maintenance.start();
  return stop;
}

function counting(name: string, everyMs = 50) {
  const runs: number[] = [];
  const run = async () => ({ run: runs.push(Date.now()) });
  return { chore: { name, everyMs, run }, runs };
}

describe('maintenance', () => {
  it('runs a chore again and again, once over two nodes', async () => {
    const { chore, runs } = counting('sweep', 100);
    const beganAtMs = Date.now();
    await start([chore]);
    await start([chore]);
    await waitFor(() => runs.length >= 4, 'four runs');
    expect(Date.now() - beganAtMs).toBeGreaterThan(200);
  });

  it('logs a chore that fails and runs it again', async () => {
    const log = makeMemoryLog();
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs === 1) throw new Error('not today');
      return {};
    };
    await start([{ name: 'sweep', everyMs: 50, run }], log);
    await waitFor(() => runs >= 2, 'a second run');
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it('forgets the schedule of a chore that is gone', async () => {
    const gone = counting('gone');
    const stop = await start([gone.chore]);
    await waitFor(() => gone.runs.length >= 1, 'its run');
    await stop();
    const stays = counting('stays');
    await start([stays.chore]);
    await waitFor(() => stays.runs.length >= 2, 'two runs');
    const keys = await (await redis.connect()).zrange('jg:bull:maintenance:repeat', '0', '-1');
    expect(keys).toEqual(['stays']);
  });

  it('is ended midway when it stops', async () => {
    let ended = false;
    const run = async (signal: AbortSignal) => {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      ended = true;
      return {};
    };
    let began = false;
    const stop = await start([
      {
        name: 'long',
        everyMs: 60_000,
        run: (signal) => {
          began = true;
          return run(signal);
        },
      },
    ]);
    await waitFor(() => began, 'its run');
    await stop();
    expect(ended).toBe(true);
  });
});

describe('the retention chore', () => {
  it('asks for small batches until nothing is left, and for refusals by the hour', async () => {
    const asked: { what: string; ageHours: number }[] = [];
    const left = { purge: 250, refused: 40 };
    const take = (what: 'purge' | 'refused') => async (beforeMs: number, limit: number) => {
      asked.push({ what, ageHours: Math.round((Date.now() - beforeMs) / 3_600_000) });
      const taken = Math.min(limit, left[what]);
      left[what] -= taken;
      return taken;
    };
    const chore = makeRetentionChore({
      retention: { purge: take('purge'), purgeRefused: take('refused') },
      clock,
      transactionDays: 30,
      refusedHours: 24,
    });
    expect(await chore.run(new AbortController().signal)).toEqual({
      transactions: 250,
      refused: 40,
    });
    expect(asked).toEqual([
      { what: 'purge', ageHours: 720 },
      { what: 'purge', ageHours: 720 },
      { what: 'purge', ageHours: 720 },
      { what: 'refused', ageHours: 24 },
    ]);
  });

  it('ends early when it is told to', async () => {
    let calls = 0;
    const purge = async () => {
      calls += 1;
      return 100;
    };
    const retention = { purge, purgeRefused: purge };
    const chore = makeRetentionChore({ retention, clock, transactionDays: 1, refusedHours: 1 });
    await chore.run(AbortSignal.abort());
    expect(calls).toBe(0);
  });
});
