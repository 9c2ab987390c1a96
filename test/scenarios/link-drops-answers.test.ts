import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from '../support/crash.ts';
import { signIn } from '../support/graphql-client.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import { addHeatPump, rename, setWater, type WorldDevice } from '../support/world-devices.ts';

const timeScale = 30;
/** Three attempts take some 97 s until nobody waits for an answer any more. */
const lateMs = 150_000;
const heldMs = 500;

let redis: TestRedis;
let store: RedisProxy;
let world: World;
let pump: WorldDevice;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await startRedisProxy(redis.socketPath);
  world = await startWorld({ timeScale, redisUrl: store.url });
  const faults = [{ on: 'set_water_setpoint', do: 'late', afterMs: lateMs }];
  pump = await addHeatPump(world, { speed: timeScale, faults });
});

afterAll(async () => {
  await pump?.stop();
  await world?.stop();
  await store?.stop();
  await redis?.stop();
});

/** Renames a sensor; a caller whose answer was lost with a link asks again with the same key. */
async function renameTo(sensorCode: string, name: string): Promise<string> {
  const call = { mutation: rename(pump, sensorCode, name), idempotencyKey: randomUUID() };
  return await waitFor(() => send(world, call), `${name} to be accepted`, 10_000);
}

/** The requests that the device has got. */
function requests(): readonly unknown[] {
  return pump.lines({ direction: 'in', type: 'publish' }).map(({ id }) => id);
}

test("take's answer held back: no frame is on the wire until it is released", async () => {
  const gate = store.at('after', 'take');
  const accepting = renameTo('SENSOR01', 'Hall');
  await waitFor(() => gate.isReached(), "take's answer");
  const heldAt = Date.now();

  await waitFor(() => Date.now() - heldAt >= heldMs, 'the time of holding');
  const whileHeld = requests();
  gate.release();

  expect(whileHeld).toEqual([]);
  const id = await accepting;
  expect((await world.reaches(id, 'SUCCEEDED')).attempt).toBe(1);
  expect(requests()).toEqual([id]);
});

test("take's answer lost once: it is asked for again, and one frame leaves", async () => {
  const before = requests();
  const gate = store.at('after', 'take');
  const accepting = renameTo('SENSOR02', 'Study');
  await waitFor(() => gate.isReached(), "take's answer");

  gate.cut();

  const id = await accepting;
  expect((await world.reaches(id, 'SUCCEEDED')).attempt).toBe(1);
  expect(requests()).toEqual([...before, id]);
  expect(pump.executed().filter((each) => each === id)).toHaveLength(1);
});

test("take's answer lost twice: it is asked for still, and one frame leaves", async () => {
  const before = requests();
  const gates = [store.at('after', 'take'), store.at('after', 'take', { nth: 2 })];
  const accepting = renameTo('SENSOR03', 'Attic');
  for (const gate of gates) {
    await waitFor(() => gate.isReached(), "take's answer");
    expect(requests()).toEqual(before);
    gate.cut();
  }

  const id = await accepting;
  expect((await world.reaches(id, 'SUCCEEDED')).attempt).toBe(1);
  expect(requests()).toEqual([...before, id]);
  expect(pump.executed().filter((each) => each === id)).toHaveLength(1);
});

test("the caller's answer lost after accept: the same key finds the same transaction", async () => {
  const whole = (label: string) => (head: Buffer) =>
    head.length > 0 ? { bytes: head.length, label, text: head.toString('utf8') } : null;
  const proxy = await startTcpProxy(
    { host: '127.0.0.1', port: Number(new URL(world.gateway.http).port) },
    () => ({ toServer: whole('request'), toClient: whole('answer') }),
  );
  const api = await signIn(`http://127.0.0.1:${proxy.port}`, world.gateway.apiKey);
  const key = { 'Idempotency-Key': randomUUID() };
  const [document, variables] = rename(pump, 'SENSOR04', 'Cellar');
  const known = (await world.list()).length;
  const gate = proxy.gate({ label: 'answer', containing: 'transactionIds' });

  const lost = api.accept(document, variables, key).catch((error: unknown) => error);
  await waitFor(() => gate.isReached(), "the caller's answer");
  gate.cut();
  const id = await api.accept(document, variables, key);

  expect(await lost).toBeInstanceOf(Error);
  await world.reaches(id, 'SUCCEEDED');
  expect(await world.list()).toHaveLength(known + 1);
  expect(pump.executed().filter((each) => each === id)).toHaveLength(1);
  await proxy.stop();
});

test('an answer that comes after three silent attempts resolves UNCONFIRMED', async () => {
  const id = await send(world, { mutation: setWater(pump, 52), idempotencyKey: randomUUID() });

  const unconfirmed = await world.reaches(id, 'UNCONFIRMED');
  const ended = await world.reaches(id, 'SUCCEEDED');

  expect(unconfirmed.attempt).toBe(3);
  expect(ended.verified).toBe('TRUE');
  expect(pump.executed().filter((each) => each === id)).toHaveLength(1);
});
