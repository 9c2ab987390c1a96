import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from '../support/crash.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type RedisProxy, startRedisProxy } from '../support/redis-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import type { WorldDevice } from '../support/world-devices.ts';
import { addHeatPump, type Mutation, rename, setWater } from '../support/world-devices.ts';

const timeScale = 10;

let redis: TestRedis;
let store: RedisProxy;
let world: World;
let pump: WorldDevice;

beforeAll(async () => {
  redis = await startTestRedis();
  store = await startRedisProxy(redis.socketPath);
  world = await startWorld({ timeScale, redisUrl: store.url });
  pump = await addHeatPump(world, { speed: timeScale });
});

afterAll(async () => {
  await pump?.stop();
  await world?.stop();
  await store?.stop();
  await redis?.stop();
});

/** The event ids of the reports that say how this transaction ended, in the order they came. */
function outcomeReports(id: string): readonly string[] {
  return world.reports.received
    .filter(({ body }) => body.includes(id) && toStatus(body) === 'SUCCEEDED')
    .map(({ headers }) => headers['webhook-id'] ?? '');
}

function toStatus(body: string): string {
  return (JSON.parse(body) as { data: { status: string } }).data.status;
}

async function succeed(mutation: Mutation): Promise<string> {
  const id = await send(world, { mutation, idempotencyKey: randomUUID() });
  await world.reaches(id, 'SUCCEEDED');
  return id;
}

test('killed before a report is taken, or noted as taken: the same event comes again', async () => {
  world.reports.answer(({ body }) => (toStatus(body) === 'SUCCEEDED' ? 'hang' : { status: 200 }));
  const untaken = await succeed(rename(pump, 'SENSOR01', 'Hall'));
  await waitFor(() => outcomeReports(untaken).length > 0, 'a report that is not answered');
  const mayAnswer = Promise.withResolvers<void>();
  world.reports.answer(({ body }) =>
    toStatus(body) === 'SUCCEEDED' ? { status: 200, after: mayAnswer.promise } : { status: 200 },
  );
  const unnoted = await succeed(setWater(pump, 52));
  await waitFor(() => outcomeReports(unnoted).length > 0, 'a report that is about to be taken');
  const gate = store.at('before', 'outbox-settle', { containing: unnoted });
  mayAnswer.resolve();
  await waitFor(() => gate.isReached(), 'a report that was taken and not noted');

  const before = [untaken, unnoted].map((id) => outcomeReports(id).length);
  await world.kill();
  gate.cut();
  await world.start();
  expect(before).toEqual([1, 1]);

  for (const id of [untaken, unnoted]) {
    await waitFor(() => outcomeReports(id).length > 1, `the report of ${id} again`, 20_000);
    expect(new Set(outcomeReports(id))).toEqual(
      new Set([`${id}-${(await world.read(id)).stateNumber}`]),
    );
    expect((await world.read(id)).status).toBe('SUCCEEDED');
    expect(pump.executed().filter((each) => each === id)).toEqual([id]);
  }
});
