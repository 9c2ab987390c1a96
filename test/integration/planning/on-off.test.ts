import { describe, expect, it } from 'vitest';
import { addPlannedCharger, ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** The periods of the plan of a charger that has told that it is kept by on and off. */
async function addSwitched() {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  charger.habits.control = 'on_off';
  await charger.connect();
  await charger.plugIn();
  await charger.show.status('charging');
  await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 50 });
  await charger.accept(preferencesOf({ minSocPercent: 60 }));
  await charger.settle();
  const periods = (await core.devices.find(charger.id))?.settings.plan?.periods ?? [];
  const passTo = (atMs: number | undefined) => core.pass((atMs ?? 0) - core.clock.nowMs());
  return { core, charger, periods, passTo };
}

async function flagsOf(id: string) {
  return (await ownCommands(bench.core, id)).map(({ command, status }) => {
    const { begins, ends = false } = command.params as { begins: boolean; ends?: boolean };
    return { begins, ends, status };
  });
}

describe('a plan that is kept by on and off', () => {
  const first = { begins: false, ends: false, status: 'SUCCEEDED' };

  it('is a command at each of its switches', async () => {
    const { charger, periods, passTo } = await addSwitched();
    expect(periods.map(({ limit }) => limit)).toEqual([32, 0, 32]);
    expect(await flagsOf(charger.id)).toEqual([first]);

    await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 60 });
    await passTo(periods[0]?.endMs);
    const ending = { begins: false, ends: true };
    expect(await flagsOf(charger.id)).toMatchObject([first, ending]);
    await charger.show.session({ running: false, sessionId: 1, endReason: 'Remote' });
    await charger.show.status('finishing');
    await charger.settle();
    const ended = { ...ending, status: 'SUCCEEDED' };
    expect(await flagsOf(charger.id)).toEqual([first, ended]);

    await passTo(periods[1]?.endMs);
    const beginning = { begins: true, ends: false };
    expect(await flagsOf(charger.id)).toMatchObject([first, ended, beginning]);
  });

  it('does not chase a charger that begins its sessions by itself', async () => {
    const { core, charger, periods, passTo } = await addSwitched();
    await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 60 });
    await passTo(periods[0]?.endMs);
    for (let turn = 0; turn < 20; turn += 1) {
      await charger.show.session({ running: false, sessionId: turn + 1, endReason: 'Remote' });
      await charger.show.session({ running: true, sessionId: turn + 2 });
      await charger.show.meter({ sessionId: turn + 2, socPercent: 60 });
      await charger.settle();
      await core.pass(20_000);
    }
    // Twenty sessions in 400 s: one end a minute at the most.
    const endings = (await flagsOf(charger.id)).filter(({ ends }) => ends);
    expect(endings.length).toBeGreaterThan(1);
    expect(endings.length).toBeLessThanOrEqual(7);
  });

  it('leaves an open boost alone', async () => {
    const { charger, periods, passTo } = await addSwitched();
    await charger.accept({ kind: 'boost', params: {} });
    await charger.settle();
    await passTo(periods[0]?.endMs);
    await charger.settle();
    expect((await flagsOf(charger.id)).some(({ ends }) => ends)).toBe(false);
  });
});
