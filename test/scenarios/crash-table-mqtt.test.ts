import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crashAt, send } from '../support/crash.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import type { Gate } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import {
  addBattery,
  addHeatPump,
  control,
  type Mutation,
  rename,
  setReserve,
  setWater,
  type WorldDevice,
} from '../support/world-devices.ts';

const timeScale = 10;

let redis: TestRedis;
let store: RedisProxy;
let world: World;
let pump: WorldDevice;
const batteries: WorldDevice[] = [];
let commands = 0;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await startRedisProxy(redis.socketPath);
  world = await startWorld({ timeScale, redisUrl: store.url });
  pump = await addHeatPump(world, { speed: timeScale });
});

afterAll(async () => {
  await Promise.all([pump, ...batteries].map((device) => device?.stop()));
  await world?.stop();
  await store?.stop();
  await redis?.stop();
});

/**
 * A moment after accept, with the attempts that the outcome then takes. What holds the store may
 * hold the caller's answer as well: then the same key asks for it again.
 */
type Row = { readonly when: string; readonly gate: () => Gate; readonly attempts: number };

const rows: readonly Row[] = [
  { when: 'before take', attempts: 1, gate: () => store.at('before', 'take') },
  { when: 'after take, before the frame', attempts: 2, gate: () => store.at('after', 'take') },
  {
    when: 'after the frame left and before it arrived',
    attempts: 2,
    gate: () => world.mqtt.gate({ label: 'PUBLISH req' }),
  },
  {
    when: 'after the device acted and before its answer arrived',
    attempts: 2,
    gate: () => world.mqtt.gate({ label: 'PUBLISH res' }),
  },
  {
    when: "after the device's answer, before settle",
    attempts: 2,
    gate: () => store.at('before', 'settle'),
  },
  { when: 'after settle', attempts: 1, gate: () => store.at('after', 'settle') },
];

test('killed before accept: an error, nothing happened, a repeat executes once', async () => {
  const before = await world.list();
  const call = { mutation: rename(pump, 'SENSOR01', 'Hall'), idempotencyKey: randomUUID() };

  const id = await crashAt(world, { ...call, gate: store.at('before', 'accept') });

  expect(id).toBeNull();
  expect(await world.list()).toEqual(before);
  expect(pump.executed()).toEqual([]);
  const repeated = await send(world, call);
  await world.reaches(repeated, 'SUCCEEDED');
  expect(pump.executed()).toEqual([repeated]);
});

test('killed after accept: an error, the command runs, a repeat finds it', async () => {
  const known = new Set((await world.list()).map(({ id }) => id));
  const call = { mutation: setWater(pump, 52), idempotencyKey: randomUUID() };

  const id = await crashAt(world, { ...call, gate: store.at('after', 'accept') });

  expect(id).toBeNull();
  const accepted = (await world.list()).filter((each) => !known.has(each.id));
  expect(accepted).toHaveLength(1);
  const repeated = await send(world, call);
  expect(repeated).toBe(accepted[0]?.id);
  await world.reaches(repeated, 'SUCCEEDED');
  expect(pump.executed().filter((each) => each === repeated)).toHaveLength(1);
});

/** Every other moment strikes a rename, the others a hot water setpoint. */
function nextMutation(): Mutation {
  commands += 1;
  if (commands % 2 === 0) return setWater(pump, 40 + commands);
  return rename(pump, 'SENSOR03', `Room ${commands}`);
}

test.each(rows)('killed $when: a command is executed once and ends SUCCEEDED', async (row) => {
  const mutation = nextMutation();
  const call = { mutation, idempotencyKey: randomUUID() };

  const id = (await crashAt(world, { ...call, gate: row.gate() })) ?? (await send(world, call));

  const ended = await world.reaches(id, 'SUCCEEDED');
  expect(ended.attempt).toBe(row.attempts);
  expect(ended.verified).toBe('TRUE');
  expect(pump.executed().filter((each) => each === id)).toEqual([id]);
});

test('killed between what batteries did and their answers: SUCCEEDED, done once', async () => {
  for (const identity of ['70b3d5a4c1f00001', '70b3d5a4c1f00002']) {
    batteries.push(await addBattery(world, { speed: timeScale, identity }));
  }
  const [idle, kept] = batteries as [WorldDevice, WorldDevice];
  const gates = batteries.map(({ identity }) =>
    world.mqtt.gate({ label: 'PUBLISH res', containing: identity }),
  );
  // The reserve is of the newest battery.
  const mutations = [control(idle, 'SUSPEND'), setReserve(35)];
  const ids = await Promise.all(
    mutations.map((mutation) => send(world, { mutation, idempotencyKey: randomUUID() })),
  );
  await waitFor(() => gates.every((gate) => gate.isReached()), 'both to have answered');

  await world.kill();
  for (const gate of gates) gate.cut();
  await world.start();

  const ended = await Promise.all(ids.map((id) => world.reaches(id, 'SUCCEEDED')));
  expect(ended).toMatchObject([
    { attempt: 2, verified: 'TRUE' },
    { attempt: 2, verified: 'TRUE' },
  ]);
  expect(batteries.map((battery) => battery.executed())).toEqual(ids.map((id) => [id]));
  expect(idle.simulator.devices[0]?.state()).toMatchObject({ suspended: true });
  expect(kept.simulator.devices[0]?.state()).toMatchObject({ reserve: { minSocPercent: 35 } });
});
