import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCommandConnection } from '../../../src/store/redis/connect.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../../support/redis-proxy.ts';
import { waitFor } from '../../support/wait-for.ts';

let redis: TestRedis;
let proxy: RedisProxy;

beforeAll(async () => {
  redis = await startTestRedis();
  proxy = await startRedisProxy(redis.socketPath);
});

afterAll(async () => {
  await proxy.stop();
  await redis.stop();
});

test('a link to Redis that fell silent is replaced within ten seconds', async () => {
  const link = makeCommandConnection({ url: proxy.url }, { name: 'test', onError: () => {} });
  await link.connect();
  const gate = proxy.gate({ label: 'get' });

  const silent = link.get('a').catch((error: unknown) => String(error));
  await gate.reached;

  expect(await silent).toContain('Command timed out');
  await waitFor(() => link.set('a', '1'), 'an answer on a new link', 8_000);
  link.disconnect();
});
