import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { send } from '../support/crash.ts';
import { startWorld, type World } from '../support/world.ts';
import { addHeatPump, rename, type WorldDevice } from '../support/world-devices.ts';

const timeScale = 10;
const renames = 30;

/** Each rule strikes up to five times, with a chance at every command. */
const drops = ['before-execute', 'after-execute', 'after-answer'].map((when) => ({
  on: 'rename_sensor',
  do: 'drop-link',
  when,
  probability: 0.13,
  times: 5,
}));

let world: World;
let pump: WorldDevice | undefined;

beforeAll(async () => {
  world = await startWorld({ timeScale });
});

afterEach(async () => {
  await pump?.stop();
  pump = undefined;
});

afterAll(async () => {
  await world?.stop();
});

type Moment = 'before execution' | 'before the answer' | 'after the answer';

/** At which moment of a command each link was lost, read from the device's own log. */
function dropMoments(device: WorldDevice): readonly Moment[] {
  const moments: Moment[] = [];
  const executed = new Set<unknown>();
  let moment: Moment | null = null;
  for (const line of device.lines({})) {
    const topic = String(line['topic'] ?? '');
    if (line['event'] === 'execute') executed.add(line['id']);
    if (topic.endsWith('/req')) moment = 'before execution';
    if (moment === 'before execution' && executed.has(line['id'])) moment = 'before the answer';
    if (topic.endsWith('/res')) moment = 'after the answer';
    if (line['event'] === 'link-down' && moment) moments.push(moment);
  }
  return moments;
}

test.each([3, 11])(
  'seed %i: thirty renames under link drops are each executed once, in order',
  async (seed) => {
    const identity = `001e5e09020000${seed.toString(16).padStart(2, '0')}`;
    const device = await addHeatPump(world, { speed: timeScale, identity, seed, faults: drops });
    pump = device;
    const ids: string[] = [];
    for (let number = 1; number <= renames; number += 1) {
      const code = `SENSOR${String(number).padStart(2, '0')}`;
      const mutation = rename(device, code, `Seed ${seed} room ${number}`);
      ids.push(await send(world, { mutation, idempotencyKey: randomUUID() }));
    }

    const ended = [];
    for (const id of ids) ended.push(await world.reaches(id, 'SUCCEEDED'));

    expect(device.executed()).toEqual(ids);
    const order = ended.map(({ seq }) => seq);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(renames);
    const moments = dropMoments(device);
    expect(moments.length).toBeGreaterThanOrEqual(10);
    expect(new Set(moments).size).toBe(3);
  },
);
