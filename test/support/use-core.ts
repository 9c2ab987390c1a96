import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Core, type CoreOptions, makeCore } from './core.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { waitFor } from './wait-for.ts';

/** One Redis per test file and one core per test, on an empty keyspace. */
export function useCore(options: CoreOptions & { maxMemory?: string } = {}) {
  const held: { server?: TestRedis; redis?: Redis; core?: Core } = {};
  beforeAll(async () => {
    const { maxMemory } = options;
    held.server = await startTestRedis(maxMemory === undefined ? {} : { maxMemory });
    held.redis = await held.server.connect();
  });
  beforeEach(async () => {
    await waitFor(() => held.redis?.status === 'ready', 'the link to Redis');
    await held.redis?.flushall();
    held.core = makeCore(held.redis as Redis, options);
  });
  afterAll(async () => {
    await held.server?.stop();
  });
  return {
    get server() {
      return held.server as TestRedis;
    },
    get redis() {
      return held.redis as Redis;
    },
    get core() {
      return held.core as Core;
    },
  };
}
