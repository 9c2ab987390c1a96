import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkDurability } from '../../src/store/redis/durability.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterEach(async () => {
  await server.kill();
  await server.restart();
});
afterAll(async () => {
  await server.stop();
});

describe('the durability of a Redis', () => {
  it('is strong as we start it', async () => {
    const redis = await server.connect();
    expect(await checkDurability(redis, { allowWeak: false })).toEqual({
      appendonly: 'yes',
      appendfsync: 'always',
      maxmemoryPolicy: 'noeviction',
      isWeak: false,
    });
  });

  it('is refused when weaker, naming each setting', async () => {
    const redis = await server.connect();
    await redis.config('SET', 'appendfsync', 'everysec');
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(checkDurability(redis, { allowWeak: false })).rejects.toMatchObject({
      exitCode: 78,
      why: 'appendfsync is everysec, not always; maxmemory-policy is allkeys-lru, not noeviction',
    });
  });

  it('is shown, not refused, when weak durability is allowed', async () => {
    const redis = await server.connect();
    await redis.config('SET', 'appendfsync', 'everysec');
    const found = await checkDurability(redis, { allowWeak: true });
    expect(found).toMatchObject({ appendfsync: 'everysec', isWeak: true });
  });

  it('counts as weak when Redis hides its configuration', async () => {
    const redis = await server.connect();
    await redis.call('ACL', 'SETUSER', 'default', '-config');
    const found = await checkDurability(redis, { allowWeak: true });
    expect(found).toMatchObject({ appendonly: 'unreadable', isWeak: true });
    await expect(checkDurability(redis, { allowWeak: false })).rejects.toThrow(/may lose commands/);
  });
});
