import { describe, expect, it } from 'vitest';
import { isTerminal, type TransactionId } from '../../../src/domain/transaction.ts';
import { renameOf, setpointOf } from '../../support/builders.ts';
import { type Core, makeCore } from '../../support/core.ts';
import { addDevice, read, statesOf } from '../../support/core-devices.ts';
import { makeRandom, SimulatedController } from '../../support/simulated-controller.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
/** The first ones, and one that once kept a lane turning without end. */
const seeds = [...Array.from({ length: 15 }, (_, index) => index + 1), 29].map((seed) => ({
  seed,
  procedure: seed % 2 === 1 ? ('single-frame' as const) : ('steps' as const),
}));
const steps = 60;

type World = {
  core: Core;
  readonly controller: SimulatedController;
  readonly ids: TransactionId[];
  readonly random: () => number;
};

/** One thing that happens: a wish, time, a lost link, a killed gateway, an answer that was late. */
async function happen(world: World, deviceId: string): Promise<void> {
  const { random, controller } = world;
  const lot = random();
  if (lot < 0.3) await wish(world, deviceId);
  else if (lot < 0.6) await world.core.pass(Math.floor(random() * 40_000));
  else if (lot < 0.7) await controller.drop(world.core);
  else if (lot < 0.75) await restart(world);
  else if (lot < 0.85) await controller.deliverLate();
  else if (!controller.link) await controller.connect(world.core);
  await world.core.quiet();
}

async function wish({ core, ids, random }: World, deviceId: string): Promise<void> {
  const isName = random() < 0.4;
  const command = isName
    ? renameOf(`S${Math.floor(random() * 40)}`, 'name')
    : setpointOf(40 + Math.floor(random() * 20));
  const { transactionIds } = await core.submit({
    ...{ caller: { credentialId: 'k', subject: 's', role: 'service', accounts: [] } as never },
    ...{ target: { by: 'id', id: deviceId }, commands: [command], mutation: 'm', input: {} },
    ...{ responsePath: 'm', idempotencyKey: null, clientReference: null, traceparent: null },
  });
  ids.push(...transactionIds);
}

/** SIGKILL: nothing of the old gateway acts any more, a new one stands on the same Redis. */
async function restart(world: World): Promise<void> {
  await world.core.lanes.stop(0);
  world.controller.link = null;
  world.core = makeCore(bench.redis, { clock: world.core.clock });
  await world.core.due.sweep(world.core.clock.nowMs());
}

/** No more faults: the device is back, and time passes until all windows are over. */
async function settleDown(world: World): Promise<void> {
  const { controller } = world;
  controller.faultShare = 0.000_1;
  for (let turn = 0; turn < 40; turn += 1) {
    if (!controller.link || turn % 10 === 0) await controller.connect(world.core);
    await controller.deliverLate();
    await world.core.pass(turn < 30 ? 10_000 : 3_600_000 * 3);
  }
}

describe.each(seeds)('a $procedure device behind a bad link, seed $seed', (run) => {
  it('gets each command at most once and in order, and every outcome is true', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const random = makeRandom(run.seed);
    const controller = new SimulatedController(device, random, run.procedure);
    const world: World = { core, controller, ids: [], random };
    await controller.connect(core);
    for (let step = 0; step < steps; step += 1) await happen(world, device.id);
    await settleDown(world);
    const all = await Promise.all(world.ids.map((id) => read(world.core, id)));
    const executed = new Set(controller.executed);
    expect(executed.size, 'executed once each').toBe(controller.executed.length);
    const seqs = controller.arrived.map((order) => order.seq);
    expect(seqs, 'sent in the order of acceptance').toEqual([...seqs].sort((a, b) => a - b));
    for (const { id, status, attempt, seq } of all) {
      const story = `${seq} ${(await statesOf(world.core, id)).join(' ')}`;
      expect(isTerminal(status), `ended: ${story}`).toBe(true);
      expect(attempt, `attempts: ${story}`).toBeLessThanOrEqual(3);
      if (status === 'SUCCEEDED' || status === 'FAILED') {
        expect(executed.has(id), `executed: ${story}`).toBe(true);
      }
      if (status === 'EXPIRED' || status === 'CANCELLED' || status === 'REJECTED') {
        expect(executed.has(id), `not executed: ${story}`).toBe(false);
      }
    }
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(0);
    expect(await bench.redis.exists(`jg:fly:${device.id}`)).toBe(0);
    expect(await bench.redis.scard('jg:open')).toBe(0);
    expect(await bench.redis.zcard('jg:due')).toBe(0);
    expect(await bench.redis.hlen(`jg:aw:${device.id}`)).toBe(0);
  });
});
