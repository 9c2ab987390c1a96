import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { socketPathFor } from '../../src/store/redis/socket-path.ts';
import { send } from '../support/crash.ts';
import { redisPidAt } from '../support/redis.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import { addHeatPump, rename, setWater, type WorldDevice } from '../support/world-devices.ts';

const timeScale = 10;
/** A machine that is busy with other tests takes its time. */
const patienceMs = 20_000;

let world: World;
let pump: WorldDevice;

beforeAll(async () => {
  world = await startWorld({ timeScale });
  pump = await addHeatPump(world, { speed: timeScale });
});

afterAll(async () => {
  await pump?.stop();
  await world?.stop();
});

/** The Redis of the world's data folder; fails when there is none. */
async function redisPid(): Promise<number> {
  const pid = await redisPidAt(socketPathFor(world.gateway.dataDir, 'redis.sock'));
  if (pid === undefined) throw new Error('no Redis listens in the data folder');
  return pid;
}

/** Renames sensors 10 and up, one command each. */
async function renameSome(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let sensor = 10; sensor < 10 + count; sensor += 1) {
    const mutation = rename(pump, `SENSOR${sensor}`, `Room ${randomUUID().slice(0, 8)}`);
    ids.push(await send(world, { mutation, idempotencyKey: randomUUID() }));
  }
  return ids;
}

async function readiness(): Promise<{ status: number; reasons: readonly string[] }> {
  const response = await fetch(`${world.gateway.http}/health/ready`, {
    headers: { connection: 'close' },
  });
  const { reasons } = (await response.json()) as { reasons: readonly string[] };
  return { status: response.status, reasons };
}

test('killed beside its Redis: adopts it, carries out once what was accepted', async () => {
  const pid = await redisPid();
  const gate = world.mqtt.gate({ label: 'PUBLISH req' });
  const ids = await renameSome(6);
  await waitFor(() => gate.isReached(), 'the first frame');

  await world.kill();
  gate.cut();
  await world.start();

  expect(await redisPid()).toBe(pid);
  for (const id of ids) await world.reaches(id, 'SUCCEEDED');
  expect(pump.executed().filter((id) => ids.includes(id))).toEqual(ids);
});

type Outcome = { readonly id: string | null; readonly httpStatus: number; readonly type: unknown };

/** Sends a mutation and says what came of it. */
async function trySetWater(setpoint: number): Promise<Outcome> {
  const [document, variables] = setWater(pump, setpoint);
  const answer = await world.api.send(document, variables);
  const [id = null] = Object.values(answer.transactionIds).flat();
  const { httpStatus } = answer;
  return { id, httpStatus, type: answer.errors[0]?.extensions?.['errorType'] ?? null };
}

/**
 * Kills Redis. It may be back before anybody noticed, and what is asked meanwhile just waits: then
 * its successor says nothing until `seen` holds, and is killed as well.
 */
async function killRedis(seen: () => boolean): Promise<void> {
  const pid = await redisPid();
  process.kill(pid, 'SIGKILL');
  const next = await waitFor(async () => {
    if (seen()) return { pid: null };
    const now = await redisPid();
    return now === pid ? null : { pid: now };
  }, 'what the outage shows');
  if (next.pid === null) return;
  process.kill(next.pid, 'SIGSTOP');
  try {
    await waitFor(seen, 'somebody to notice', patienceMs);
  } finally {
    process.kill(next.pid, 'SIGKILL');
  }
}

test('Redis killed mid-command: not ready, refusing; then ready, the command done', async () => {
  const gate = world.mqtt.gate({ label: 'PUBLISH res' });
  const [inFlight = ''] = await renameSome(1);
  await waitFor(() => gate.isReached(), 'the answer of the device');
  const outcomes: Outcome[] = [];
  const reasons: string[] = [];
  const hasRefused = () => outcomes.some(({ type }) => type === 'SERVICE_AVAILABILITY');
  const probe = async () => {
    const [outcome, ready] = await Promise.all([trySetWater(45), readiness()]);
    outcomes.push(outcome);
    if (ready.status === 503) reasons.push(...ready.reasons);
    return { outcome, ready };
  };
  const pid = await redisPid();

  const outage = killRedis(() => hasRefused() && reasons.length > 0);
  const isSeen = async () => (await probe()) && hasRefused() && reasons.length > 0;
  await waitFor(isSeen, 'the outage', patienceMs);
  await outage;
  gate.release();

  const { ready } = await waitFor(
    async () => {
      const now = await probe();
      return now.outcome.id && now.ready.status === 200 ? now : null;
    },
    'the gateway to be ready again',
    patienceMs,
  );
  expect(ready.reasons).toEqual([]);
  expect(await redisPid()).not.toBe(pid);
  expect(reasons).toContainEqual(expect.stringContaining('redis'));
  expect(outcomes.filter(({ httpStatus }) => httpStatus !== 200)).toEqual([]);
  expect(outcomes.filter(({ id, type }) => !id && type !== 'SERVICE_AVAILABILITY')).toEqual([]);
  await world.reaches(inFlight, 'SUCCEEDED');
  expect(pump.executed().filter((id) => id === inFlight)).toHaveLength(1);
  const ids = outcomes.flatMap(({ id }) => (id ? [id] : []));
  expect(await Promise.all(ids.map(async (id) => (await world.read(id)).id))).toEqual(ids);
});
