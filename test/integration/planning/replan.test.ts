import { describe, expect, it } from 'vitest';
import { toDeviceView } from '../../../src/domain/device-view.ts';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { read } from '../../support/core-devices.ts';
import { addPlannedCharger, ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const hour = 3_600_000;

const settingsOf = async (id: string) => (await bench.core.devices.find(id))?.settings;
const markOf = async (id: string) => {
  const score = await bench.redis.zscore('jg:due', `p${id}`);
  return score === null ? null : Number(score);
};

/** A charger with a vehicle at 50 %, whose owner has said what is wanted. */
async function addPlanned() {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  await charger.plugIn();
  const causeId = await charger.accept(preferencesOf());
  await charger.settle();
  return { core, charger, causeId };
}

describe('a plan', () => {
  it('follows from preferences, as one command of the gateway with their cause', async () => {
    const { core, charger, causeId } = await addPlanned();
    const [command, ...others] = await ownCommands(core, charger.id);
    expect(others).toEqual([]);
    const plan = (await settingsOf(charger.id))?.plan;
    expect(plan?.periods.map(({ limit }) => limit)).toEqual([0, 32]);
    expect(command).toMatchObject({
      ...{ status: 'SUCCEEDED', mutation: 'gateway:plan', causeId, clientReference: null },
      actor: { kind: 'gateway', subject: 'joulegate' },
      command: {
        kind: 'set_charging_schedule',
        params: {
          planId: plan?.id,
          periods: [{ limitAmps: 0 }, { limitAmps: 32 }],
          endAt: new Date(plan?.readyByMs ?? 0).toISOString(),
          ...{ isBoosting: false, begins: false },
        },
      },
    });
    expect((await read(core, causeId)).status).toBe('SUCCEEDED');
  });

  it('is not sent again while nothing changes, however often it is made anew', async () => {
    const { core, charger } = await addPlanned();
    for (let times = 0; times < 3; times += 1) {
      await charger.show.meter({ sessionId: 1, socPercent: 50 });
      await core.pass(hour);
    }
    expect(await ownCommands(core, charger.id)).toHaveLength(1);
    expect(await markOf(charger.id)).toBe(core.clock.nowMs() + hour);
  });

  it('is not sent twice while its command is open', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn();
    charger.answers.value = { kind: 'pending' };
    await charger.accept(preferencesOf());
    await charger.settle();
    await core.plans.remake(charger.id, core.clock.nowMs());
    await charger.settle();
    const [open, ...others] = await ownCommands(core, charger.id);
    expect(open?.status).toBe('SENT');
    expect(others).toEqual([]);
  });

  it('comes with the vehicle, and is taken away with it', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.show.status('available');
    await charger.accept(preferencesOf());
    await charger.settle();
    expect(await settingsOf(charger.id)).toMatchObject({ plan: null });
    expect(await ownCommands(core, charger.id)).toEqual([]);
    await charger.plugIn();
    await charger.settle();
    expect((await settingsOf(charger.id))?.plan).not.toBeNull();
    await charger.unplug();
    await charger.settle();
    expect(await settingsOf(charger.id)).toMatchObject({ plan: null });
    const commands = await ownCommands(core, charger.id);
    expect(commands.map(({ command }) => command.params)).toMatchObject([
      { periods: [{ limitAmps: 0 }, { limitAmps: 32 }] },
      { planId: null, periods: [], endAt: null },
    ]);
  });

  it.each(['EmergencyStop', 'GroundFault', 'OvercurrentFault', 'Local', 'MasterPass'])(
    'begins no session again that ended with %s, until the vehicle was unplugged',
    async (endReason) => {
      const { core } = bench;
      const charger = await addPlannedCharger(core);
      await charger.connect();
      await charger.plugIn();
      await charger.accept(preferencesOf());
      await charger.settle();
      const plan = (await settingsOf(charger.id))?.plan;
      await core.pass((plan?.periods[1]?.startMs ?? 0) - core.clock.nowMs());
      const ended = { sessionId: 1, endedAtMs: core.clock.nowMs(), endReason };
      await charger.show.session(ended);
      await charger.show.status('finishing');
      await charger.settle();
      await core.pass(hour / 4);
      await charger.show.status('preparing');
      await charger.settle();
      await core.pass(hour / 4);
      const begins = async () =>
        (await ownCommands(core, charger.id)).filter(
          ({ command }) => command.kind === 'set_charging_schedule' && command.params.begins,
        ).length;
      expect(await begins()).toBe(0);
      await charger.show.status('available');
      await charger.show.session({ ...ended, vehicleLeft: true });
      await charger.show.status('preparing');
      await charger.settle();
      expect(await begins()).toBe(1);
    },
  );

  it('begins a session again whose end came without a reason', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn();
    await charger.accept(preferencesOf());
    await charger.settle();
    const plan = (await settingsOf(charger.id))?.plan;
    await core.pass((plan?.periods[1]?.startMs ?? 0) - core.clock.nowMs());
    const ended = { sessionId: 1, endedAtMs: core.clock.nowMs(), endReason: null };
    await charger.show.session(ended);
    await charger.show.status('finishing');
    await charger.settle();
    await core.pass(hour / 2);
    const commands = await ownCommands(core, charger.id);
    expect(
      commands.some(({ command: { params } }) => 'begins' in params && params.begins === true),
    ).toBe(true);
  });

  it('lifts no boost again whose cancel came before it was sent', async () => {
    const { core, charger } = await addPlanned();
    // Its first plan may have ended the session: the next switch is a minute from then.
    await core.pass(60_000);
    await core.links.close(await charger.connect());
    const view = await core.devices.find(charger.id);
    const params = { planId: null, periods: [], endAt: null, isBoosting: true, begins: false };
    const command = { kind: 'set_charging_schedule', params } as const;
    const boosting = {
      ...view?.wishes,
      boost: { transactionId: 'a-boost', atMs: core.clock.nowMs() },
    };
    const stale = { ...toDeviceView(view as never, core.clock, 0), wishes: boosting };
    const live = { ...stale, link: { ...stale.link, live: true } };
    const own = { view: live as never, command, mutation: 'gateway:plan', causeId: null };
    const accepted = await core.submitOwn(own);
    expect(accepted.kind).toBe('accepted');
    await charger.connect();
    await core.quiet();
    const id = accepted.kind === 'accepted' ? accepted.id : ('' as never);
    expect(await read(core, id)).toMatchObject({
      ...{ status: 'REFUSED', reason: { code: 'boost_over' } },
    });
  });

  it('begins a session where the vehicle waits without one when it is to charge', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.show.status('preparing');
    await charger.accept(preferencesOf());
    await charger.settle();
    const plan = (await settingsOf(charger.id))?.plan;
    await core.pass((plan?.periods[1]?.startMs ?? 0) - core.clock.nowMs());
    const commands = await ownCommands(core, charger.id);
    expect(commands.map(({ command }) => command.params)).toMatchObject([
      { planId: plan?.id, begins: false },
      { planId: plan?.id, begins: true, periods: [{ limitAmps: 32 }] },
    ]);
  });

  it('stays installed under a boost, and is there when that is cancelled', async () => {
    const { core, charger } = await addPlanned();
    const boost = await charger.accept(wishes.boost);
    await core.quiet();
    await charger.look();
    await charger.show.status('charging');
    await charger.show.meter({ sessionId: 1, powerW: 7_000, socPercent: 50 });
    expect((await read(core, boost)).status).toBe('SUCCEEDED');
    await charger.settle();
    const cancel = await charger.accept(wishes.cancelBoost);
    await core.quiet();
    await charger.settle();
    expect((await read(core, cancel)).command.params).toEqual({ planRests: true });
    expect(await ownCommands(core, charger.id)).toHaveLength(1);
  });

  it('is not installed while control is suspended, and is after its return', async () => {
    const { core, charger } = await addPlanned();
    await charger.accept({ kind: 'suspend', params: {} });
    await core.quiet();
    await charger.settle();
    expect(await ownCommands(core, charger.id)).toHaveLength(1);
    const causeId = await charger.accept({ kind: 'resume', params: {} });
    await core.quiet();
    await charger.settle();
    const commands = await ownCommands(core, charger.id);
    expect(commands).toHaveLength(2);
    expect(commands[1]).toMatchObject({ status: 'SUCCEEDED', causeId });
  });

  it('is made anew for the next day before it lets go of a vehicle that has enough', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn(90);
    await charger.accept(preferencesOf());
    await charger.settle();
    const first = (await settingsOf(charger.id))?.plan;
    const aheadMs = (first?.readyByMs ?? 0) - 300_000 - core.clock.nowMs();
    await core.pass(aheadMs);
    expect((await settingsOf(charger.id))?.plan?.readyByMs).toBe(
      (first?.readyByMs ?? 0) + 24 * hour,
    );
    expect(await ownCommands(core, charger.id)).toHaveLength(2);
  });

  it('is not asked for again where the charger has refused it, until a new wish', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn();
    charger.answers.value = { kind: 'rejected', code: 'rejected', detail: 'no' };
    await charger.accept(preferencesOf());
    await charger.settle();
    await core.pass(2 * hour);
    expect(await ownCommands(core, charger.id)).toMatchObject([{ status: 'REJECTED' }]);
    charger.answers.value = { kind: 'accepted' };
    await charger.accept(preferencesOf({ targetSocPercent: 90 }));
    await charger.settle();
    expect(await ownCommands(core, charger.id)).toMatchObject([
      { status: 'REJECTED' },
      { status: 'SUCCEEDED' },
    ]);
  });
});

describe('after a crash', () => {
  it('the mark of an accepted wish is still there, and another process plans', async () => {
    const { core } = bench;
    const charger = await addPlannedCharger(core);
    await charger.connect();
    await charger.plugIn();
    await charger.accept(preferencesOf());
    expect(await settingsOf(charger.id)).toMatchObject({ plan: null });
    const next = makeCore(bench.redis, { clock: core.clock, node: 'node-2' });
    await charger.connect(next);
    await charger.settle(next);
    expect(await ownCommands(next, charger.id)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('between the command and the move of its mark no second command is made', async () => {
    const { core, charger } = await addPlanned();
    await core.redis.zadd('jg:due', core.clock.nowMs(), `p${charger.id}`);
    const next = makeCore(bench.redis, { clock: core.clock, node: 'node-2' });
    await next.tick();
    expect(await ownCommands(next, charger.id)).toHaveLength(1);
  });
});
