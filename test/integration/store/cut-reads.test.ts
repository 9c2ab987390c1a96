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

/** Reads an unknown device over a link that is cut so often before the store has heard of it. */
async function readOverCuts(cuts: number): Promise<unknown> {
  const link = makeCommandConnection({ url: proxy.url }, { name: 'test', onError: () => {} });
  await link.connect();
  const scripts = makeScripts(link, []);
  const devices = makeDevices(scripts, makeNodeRoutes(scripts, 'node-1'));
  const reading = devices.find('d1').catch((error: unknown) => error);
  for (let turn = 0; turn < cuts; turn += 1) {
    const gate = proxy.at('before', 'find-device');
    await gate.reached;
    gate.cut();
  }
  const answer = await reading;
  link.disconnect();
  return answer;
}

test('a device that a cut link keeps from being read is read again', async () => {
  expect(await readOverCuts(1)).toBeNull();
});

test('a device that is cut off once more is unavailable, not a bug', async () => {
  const error = await readOverCuts(2);
  expect(error).toBeInstanceOf(GatewayError);
  expect(error).toMatchObject({ code: 'unavailable' });
});
