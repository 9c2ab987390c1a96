import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from '../support/crash.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World } from '../support/world.ts';
import {
  addCharger,
  addHeatPump,
  boost,
  rename,
  type WorldDevice,
} from '../support/world-devices.ts';

/** A boost lives for 60 s: the restart must fit into that, divided. */
const timeScale = 3;
const stopBoundMs = 10_000;

let world: World;
let pumps: readonly WorldDevice[] = [];
let charger: WorldDevice;

beforeAll(async () => {
  world = await startWorld({ timeScale });
  const identities = ['001e5e0903000001', '001e5e0903000002', '001e5e0903000003'];
  // Each command takes a while, so that some are out and some wait when the signal comes.
  const faults = [{ on: 'rename_sensor', do: 'slow', afterMs: 250 }];
  pumps = await Promise.all(
    identities.map((identity) => addHeatPump(world, { speed: timeScale, identity, faults })),
  );
  const identity = 'SHUTDOWN-1';
  const slow = [{ on: 'RemoteStartTransaction', do: 'slow', afterMs: 3_000 }];
  charger = await addCharger(world, { speed: timeScale, identity, faults: slow });
});

afterAll(async () => {
  await Promise.all([...pumps, charger].map((device) => device?.stop()));
  await world?.stop();
});

/** Renames one sensor after the other until the gateway takes no more. */
async function flow(pump: WorldDevice, accepted: (id: string) => void): Promise<void> {
  for (let number = 1; number <= 36; number += 1) {
    const code = `SENSOR${String(number).padStart(2, '0')}`;
    const call = { mutation: rename(pump, code, `Room ${number}`), idempotencyKey: randomUUID() };
    const id = await send(world, call).catch(() => null);
    if (!id) return;
    accepted(id);
  }
}

test('SIGTERM under load: exit code 0 in ten seconds, each returned id done once', async () => {
  const ids: string[] = [];
  const boostId = await send(world, { mutation: boost(charger), idempotencyKey: randomUUID() });
  const flows = pumps.map((pump) => flow(pump, (id) => ids.push(id)));
  const starts = (wanted: object) =>
    charger.lines({ ...wanted, action: 'RemoteStartTransaction' }).length;
  await waitFor(() => ids.length >= 20 && starts({ type: 'CALL' }) > 0, 'commands on their way');

  const askedAt = Date.now();
  const exitCode = await world.terminate();
  const tookMs = Date.now() - askedAt;
  await Promise.all(flows);
  const executedBefore = pumps.flatMap((pump) => pump.executed());

  expect(exitCode).toBe(0);
  expect(tookMs).toBeLessThan(stopBoundMs);
  expect(executedBefore.length).toBeLessThan(ids.length);
  await world.start();
  for (const id of [boostId, ...ids]) await world.reaches(id, 'SUCCEEDED');
  expect(starts({ event: 'execute' })).toBe(1);
  const executed = pumps.flatMap((pump) => pump.executed());
  expect(new Set(executed).size).toBe(executed.length);
  expect(ids.filter((id) => !executed.includes(id))).toEqual([]);
});
