import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { crashAt, send } from '../support/crash.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import type { Gate } from '../support/tcp-proxy.ts';
import { startWorld, type World } from '../support/world.ts';
import { addCharger, boost, type WorldDevice } from '../support/world-devices.ts';

/** A boost lives for 60 s: a restart must fit into that, divided. */
const timeScale = 3;

let redis: TestRedis;
let store: RedisProxy;
let world: World;
let charger: WorldDevice | undefined;
let chargers = 0;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await startRedisProxy(redis.socketPath);
  world = await startWorld({ timeScale, redisUrl: store.url });
});

afterEach(async () => {
  await charger?.stop();
  charger = undefined;
});

afterAll(async () => {
  await world?.stop();
  await store?.stop();
  await redis?.stop();
});

/** Each test has a charger of its own, whose vehicle waits for a start. */
async function plugIn(): Promise<WorldDevice> {
  chargers += 1;
  charger = await addCharger(world, { speed: timeScale, identity: `CRASH-${chargers}` });
  return charger;
}

/** How often the charger began a charge because it was told to. */
function starts(device: WorldDevice): number {
  return device.lines({ event: 'execute', action: 'RemoteStartTransaction' }).length;
}

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
    gate: () => world.ocpp.gate({ label: 'CALL RemoteStartTransaction' }),
  },
  {
    when: 'after the charger acted and before its answer arrived',
    attempts: 2,
    gate: () => world.ocpp.gate({ label: 'CALLRESULT RemoteStartTransaction' }),
  },
  {
    when: "after the charger's answer, before settle",
    attempts: 2,
    gate: () => store.at('before', 'settle'),
  },
  { when: 'after settle', attempts: 1, gate: () => store.at('after', 'settle') },
  {
    when: 'before the evidence is settled',
    attempts: 1,
    gate: () => store.at('before', 'settle', { nth: 2 }),
  },
];

test('killed before accept: an error, nothing happened, a repeat boosts once', async () => {
  const device = await plugIn();
  const before = await world.list();
  const call = { mutation: boost(device), idempotencyKey: randomUUID() };

  const id = await crashAt(world, { ...call, gate: store.at('before', 'accept') });

  expect(id).toBeNull();
  expect(await world.list()).toEqual(before);
  expect(starts(device)).toBe(0);
  const repeated = await send(world, call);
  await world.reaches(repeated, 'SUCCEEDED');
  expect(starts(device)).toBe(1);
});

test('killed after accept: an error, the boost runs, a repeat finds it', async () => {
  const device = await plugIn();
  const known = new Set((await world.list()).map(({ id }) => id));
  const call = { mutation: boost(device), idempotencyKey: randomUUID() };

  const id = await crashAt(world, { ...call, gate: store.at('after', 'accept') });

  expect(id).toBeNull();
  const accepted = (await world.list()).filter((each) => !known.has(each.id));
  expect(accepted).toHaveLength(1);
  const repeated = await send(world, call);
  expect(repeated).toBe(accepted[0]?.id);
  await world.reaches(repeated, 'SUCCEEDED');
  expect(starts(device)).toBe(1);
});

test.each(rows)('killed $when: a boost begins one charge and ends SUCCEEDED', async (row) => {
  const device = await plugIn();
  const call = { mutation: boost(device), idempotencyKey: randomUUID() };

  const id = (await crashAt(world, { ...call, gate: row.gate() })) ?? (await send(world, call));

  const ended = await world.reaches(id, 'SUCCEEDED');
  expect(ended.attempt).toBe(row.attempts);
  expect(ended.verified).toBe('TRUE');
  expect(starts(device)).toBe(1);
});
