import { afterAll, beforeAll, expect, test } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import { makeDevices } from '../../../src/store/devices.ts';
import { makeNodeRoutes } from '../../../src/store/node-routes.ts';
import { makeCommandConnection } from '../../../src/store/redis/connect.ts';
import { makeScripts } from '../../../src/store/scripts.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../../support/redis-proxy.ts';

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

test('a device that a cut link keeps from being read is unavailable, not a bug', async () => {
  const link = makeCommandConnection({ url: proxy.url }, { name: 'test', onError: () => {} });
  await link.connect();
  const scripts = makeScripts(link, []);
  const devices = makeDevices(scripts, makeNodeRoutes(scripts, 'node-1'));
  const gate = proxy.gate({ label: 'hgetall' });

  const reading = devices.find('d1').catch((error: unknown) => error);
  await gate.reached;
  gate.cut();

  expect(await reading).toBeInstanceOf(GatewayError);
  expect(await reading).toMatchObject({ code: 'unavailable' });
  link.disconnect();
});
