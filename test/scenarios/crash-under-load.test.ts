import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRandom } from '../../simulators/lib/random.ts';
import { socketPathFor } from '../../src/store/redis/socket-path.ts';
import { send } from '../support/crash.ts';
import { redisPidAt } from '../support/redis.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import { addHeatPump, rename, type WorldDevice } from '../support/world-devices.ts';

const timeScale = 10;
const seed = 5;
const crashes = 3;
/** Accepted between two crashes, at least. */
const stepMin = 10;
const stepMax = 30;

let world: World;
let pumps: readonly WorldDevice[] = [];

beforeAll(async () => {
  world = await startWorld({ timeScale });
  const identities = ['001e5e0904000001', '001e5e0904000002'];
  pumps = await Promise.all(
    identities.map((identity) => addHeatPump(world, { speed: timeScale, identity, seed })),
  );
});

afterAll(async () => {
  await Promise.all(pumps.map((pump) => pump.stop()));
  await world?.stop();
});

/** Renames one sensor after the other, each until it is accepted, until told to stop. */
async function flow(pump: WorldDevice, accepted: string[], isOver: () => boolean): Promise<void> {
  for (let number = 0; !isOver(); number += 1) {
    const code = `SENSOR${String((number % 36) + 1).padStart(2, '0')}`;
    const call = { mutation: rename(pump, code, `Room ${number}`), idempotencyKey: randomUUID() };
    const id = await waitFor(
      () => (isOver() ? 'over' : send(world, call)),
      'an acceptance',
      30_000,
    );
    if (id !== 'over') accepted.push(id);
  }
}

async function killRedis(): Promise<void> {
  const pid = await redisPidAt(socketPathFor(world.gateway.dataDir, 'redis.sock'));
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

test(`seed ${seed}: killed under load: nothing lost, nothing twice, in order`, async () => {
  const random = makeRandom(seed, 'crashes');
  const accepted = pumps.map((): string[] => []);
  let isOver = false;
  const flows = pumps.map((pump, index) => flow(pump, accepted[index] ?? [], () => isOver));

  for (let crash = 1; crash <= crashes; crash += 1) {
    const known = accepted.flat().length;
    const step = stepMin + Math.floor(random() * (stepMax - stepMin));
    await waitFor(() => accepted.flat().length >= known + step, 'load', 30_000);
    if (crash === 1) world.mqtt.cutAll();
    await world.kill();
    if (crash === 2) await killRedis();
    await world.start();
  }
  isOver = true;
  await Promise.all(flows);

  for (const [index, pump] of pumps.entries()) {
    const ids = accepted[index] ?? [];
    const ended: string[] = [];
    for (const id of ids) ended.push(await end(id));
    const succeeded = ids.filter((_id, at) => ended[at] === 'SUCCEEDED');
    expect(pump.executed().filter((id) => ids.includes(id))).toEqual(succeeded);
    // A sensor that is renamed again before its turn came keeps the newer wish only.
    expect(ended.filter((status) => !['SUCCEEDED', 'SUPERSEDED'].includes(status))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

const open = new Set(['QUEUED', 'PARKED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED']);

/** The status that a transaction ends with. */
async function end(id: string): Promise<string> {
  const { status } = await waitFor(
    async () => {
      const seen = await world.read(id);
      return open.has(seen.status) ? null : seen;
    },
    `the end of ${id}`,
    30_000,
  );
  return status;
}
