import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { read } from '../../support/core-devices.ts';
import { addPlannedCharger, ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

const switchesOf = async (id: string) => {
  const switches = (await bench.core.devices.find(id))?.settings.switches;
  return switches?.map(({ atMs }) => atMs);
};
const markOf = async (id: string) => Number(await bench.redis.zscore('jg:due', `p${id}`));

/** A vehicle that charges of its own accord, at a charger that was switched at those times. */
async function addCharging(switchedAgoMs: readonly number[]) {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  await charger.plugIn();
  await charger.show.status('charging');
  await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 50 });
  const nowMs = core.clock.nowMs();
  const times = switchedAgoMs.map((agoMs) => `${nowMs - agoMs}|of-${agoMs}`);
  if (times.length > 0) await core.redis.hset(`jg:dev:${charger.id}`, 'switched', times.join(','));
  return { core, charger, nowMs };
}

describe('switching of our own accord', () => {
  it('is counted when it is sent', async () => {
    const { charger, nowMs } = await addCharging([]);
    await charger.accept(preferencesOf());
    await charger.settle();
    expect(await switchesOf(charger.id)).toEqual([nowMs]);
    expect(await ownCommands(bench.core, charger.id)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('counts from when it was sent, not from when it was accepted', async () => {
    const { core, charger, nowMs } = await addCharging([]);
    core.switches.maySend = false;
    await charger.accept(preferencesOf());
    await core.tick();
    expect(await ownCommands(core, charger.id)).toMatchObject([{ status: 'QUEUED' }]);
    expect(await switchesOf(charger.id)).toEqual([]);
    core.switches.maySend = true;
    await core.pass(45_000);
    const [sentAtMs = 0] = (await switchesOf(charger.id)) ?? [];
    expect(sentAtMs).toBeGreaterThan(nowMs + 1_000);
    expect(await ownCommands(core, charger.id)).toMatchObject([{ sentAtMs }]);
  });

  it('counts a command once, from the last time that it was sent', async () => {
    const { core, charger, nowMs } = await addCharging([30_000]);
    charger.answers.value = { kind: 'no-reply', detail: 'silence' };
    await core.pass(30_000);
    await charger.accept(preferencesOf());
    await core.tick();
    await core.pass(1_000);
    expect(await ownCommands(core, charger.id)).toMatchObject([{ attempt: 2 }]);
    expect(await switchesOf(charger.id)).toEqual([nowMs - 30_000, nowMs + 31_000]);
  });

  it.each([
    ['a minute after the last time', [20_000], 40_000],
    [
      'an hour after the first of ten times',
      [3_000, 2_700, 2_400, 2_100, 1_800, 1_500, 1_200, 900, 600, 300].map((s) => s * 1_000),
      600_000,
    ],
  ])('waits until %s, and leaves no refusal behind', async (_what, agoMs, waitMs) => {
    const { core, charger, nowMs } = await addCharging(agoMs);
    await charger.accept(preferencesOf());
    await charger.settle();
    expect(await ownCommands(core, charger.id)).toEqual([]);
    expect(await markOf(charger.id)).toBe(nowMs + waitMs);
    await core.pass(waitMs);
    expect(await ownCommands(core, charger.id)).toHaveLength(1);
    expect((await switchesOf(charger.id))?.at(-1)).toBe(nowMs + waitMs);
    expect((await switchesOf(charger.id))?.length).toBeLessThanOrEqual(10);
  });

  it('does not bind what an owner asks for', async () => {
    const { core, charger } = await addCharging([5_000]);
    const boost = await charger.accept(wishes.boost);
    await core.quiet();
    expect((await read(core, boost)).status).toBe('ACKNOWLEDGED');
  });

  it('is none where the schedule leaves things as they are', async () => {
    const { core, charger } = await addCharging([5_000]);
    await charger.show.meter({ sessionId: 1, powerW: 0, socPercent: 50 });
    await charger.show.status('suspended_vehicle');
    await charger.show.profile(null);
    await charger.accept(preferencesOf());
    await charger.settle();
    expect(await ownCommands(core, charger.id)).toHaveLength(1);
    expect(await switchesOf(charger.id)).toHaveLength(1);
  });
});
