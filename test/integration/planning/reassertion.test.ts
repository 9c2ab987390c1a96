import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { addDevice } from '../../support/core-devices.ts';
import {
  addPlannedCharger,
  ownCommands,
  type PlannedCharger,
  preferencesOf,
} from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

const paramsOf = async (charger: PlannedCharger) =>
  (await ownCommands(bench.core, charger.id)).map(({ command }) => command.params);
const markOf = (id: string) => bench.redis.zscore('jg:due', `p${id}`);

/** A charger whose vehicle charges in a boost that the meter has shown. */
async function addBoosting() {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  await charger.plugIn();
  await charger.accept(wishes.boost);
  await core.quiet();
  await charger.look();
  await charger.show.status('charging');
  await charger.show.meter({ sessionId: 1, powerW: 7_000 });
  await charger.settle();
  return { core, charger };
}

/** A charger on which a plan is installed. */
async function addPlanned() {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  await charger.plugIn();
  await charger.accept(preferencesOf());
  await charger.settle();
  return { core, charger };
}

describe('after a reconnect', () => {
  it('the plan is said again, though the charger may hold it still', async () => {
    const { core, charger } = await addPlanned();
    core.clock.advance(60_000);
    await charger.connect();
    await charger.settle();
    const [first, again, ...others] = await paramsOf(charger);
    expect(again).toEqual(first);
    expect(others).toEqual([]);
    expect((await ownCommands(core, charger.id))[1]?.status).toBe('SUCCEEDED');
  });

  it('it is said once, however often something happens on the link', async () => {
    const { core, charger } = await addPlanned();
    core.clock.advance(60_000);
    await charger.connect();
    await charger.settle();
    await charger.show.status('suspended_charger');
    await core.pass(3_600_000);
    await core.pass(3_600_000);
    expect(await paramsOf(charger)).toHaveLength(2);
  });

  it('an open boost that was installed is lifted again, without a plan too', async () => {
    const { core, charger } = await addBoosting();
    expect(await paramsOf(charger)).toEqual([]);
    core.clock.advance(60_000);
    await charger.connect();
    await charger.settle();
    expect(await paramsOf(charger)).toEqual([
      { planId: null, periods: [], endAt: null, isBoosting: true, begins: false },
    ]);
  });

  it('a boost that is over is not', async () => {
    const { core, charger } = await addBoosting();
    await charger.unplug();
    core.clock.advance(60_000);
    await charger.connect();
    await charger.settle();
    expect(await paramsOf(charger)).toEqual([]);
  });

  it('nothing is said to a charger of which nothing is wanted', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn();
    await charger.settle();
    await charger.connect();
    await charger.settle();
    expect(await paramsOf(charger)).toEqual([]);
    expect(await markOf(charger.id)).toBeNull();
  });

  it('no heat pump is planned for', async () => {
    const { core } = bench;
    const controller = await addDevice(core);
    core.links.ready(await controller.connect());
    expect(await markOf(controller.id)).toBeNull();
  });

  it('a link that never says it is ready is looked at all the same', async () => {
    const { core, charger } = await addPlanned();
    await core.redis.zrem('jg:due', `p${charger.id}`);
    const nowMs = core.clock.nowMs();
    await core.sessions.connect(charger.id, nowMs);
    expect(Number(await markOf(charger.id))).toBe(nowMs + 60_000);
  });
});

it('a plan that is outdated is given again, once and a minute after it was given', async () => {
  const { core, charger } = await addPlanned();
  await charger.outdate();
  await core.tick();
  expect(await paramsOf(charger)).toHaveLength(1);
  core.clock.advance(60_000);
  await charger.settle();
  const [first, again, ...others] = await paramsOf(charger);
  expect(again).toMatchObject({ planId: (first as { planId: string }).planId });
  expect(others).toEqual([]);
  core.clock.advance(20 * 60_000);
  await charger.settle();
  expect(await paramsOf(charger)).toHaveLength(2);
});

it('after a boot on the same link the plan is said again', async () => {
  const { core, charger } = await addPlanned();
  core.clock.advance(120_000);
  charger.reboot();
  await charger.show.status('suspended_charger');
  await core.plans.remake(charger.id, core.clock.nowMs());
  await charger.settle();
  expect(await paramsOf(charger)).toHaveLength(2);
});
