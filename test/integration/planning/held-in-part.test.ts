import { describe, expect, it } from 'vitest';
import type { ChargingScheduleParams } from '../../../src/domain/commands/charging-schedule.ts';
import { wishes } from '../../support/builders.ts';
import { addPlannedCharger, ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** A charger on which a plan is installed that rests now. */
async function addPlanned() {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  await charger.plugIn();
  await charger.accept(preferencesOf());
  const saidOf = async () => {
    const own = await ownCommands(core, charger.id);
    return own.map(({ command }) => command.params as ChargingScheduleParams);
  };
  const planOf = async () => (await core.devices.find(charger.id))?.settings.plan;
  return { core, charger, saidOf, planOf };
}

describe('a plan whose place at the charger is the boost’s', () => {
  it('is not said while the boost is open, and again when it is over', async () => {
    const { core, charger, saidOf, planOf } = await addPlanned();
    await charger.settle();
    await charger.accept(wishes.boost);
    charger.habits.planCovered = true;
    const charge = async () => {
      await charger.show.profile(null, true);
      await charger.show.status('charging');
      await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 51 });
      await core.tick();
    };
    await core.quiet();
    for (let turn = 0; turn < 20; turn += 1) {
      await charge();
      await core.pass(60_000);
    }
    expect(await saidOf()).toHaveLength(1);
    delete charger.habits.planCovered;
    await charger.show.session({ running: false, sessionId: 1, endedAtMs: core.clock.nowMs() });
    await charger.tell({ type: 'session-ended' });
    await charger.show.profile(null);
    await charger.settle();
    expect((await saidOf()).at(-1)).toMatchObject({ planId: (await planOf())?.id });
    expect((await saidOf()).map(({ isBoosting }) => isBoosting)).toEqual([false, false]);
  });
});

describe('a plan of which the charger has room for a part', () => {
  it('is said again when that part is over, and not before', async () => {
    const { core, charger, saidOf } = await addPlanned();
    const untilMs = core.clock.nowMs() + 1_200_000;
    charger.habits.planUntilMs = untilMs;
    await charger.settle();
    const again = async (atMs: number) => {
      core.clock.advance(atMs - core.clock.nowMs());
      await core.plans.remake(charger.id, core.clock.nowMs());
      await charger.settle();
      return (await saidOf()).length;
    };
    expect(await again(untilMs - 1)).toBe(1);
    charger.habits.planUntilMs = untilMs + 900_000;
    expect(await again(untilMs)).toBe(2);
  });
});
