import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChargingScheduleParams } from '../../src/domain/commands/charging-schedule.ts';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const accepted = { kind: 'accepted' } as const;
const model = { make: 'Raw', model: 'Charger', firmware: '1.2.3' };

/** A charger in a session that its driver began; it ends it when it is asked to. */
async function connectDriven(behaviours: RawCharger['behaviours']) {
  const linked = await gateway.connectReady('cp-1', {
    RemoteStopTransaction: ({ transactionId }) => {
      const stop = { transactionId, meterStop: 2_000, timestamp: new Date().toISOString() };
      const told = { ...stop, reason: 'Remote' };
      setImmediate(() => void linked.charger.call('StopTransaction', told));
      return { status: 'Accepted' };
    },
    ...behaviours,
  });
  await linked.charger.ask('StartTransaction', startPayload('a-driver'));
  return linked;
}

const profile = () => gateway.fakes.reported('cp-1', 'profile');
const isRunning = () => gateway.fakes.reported('cp-1', 'session')?.['running'] === true;

/** A plan that has this limit for an hour from now on. */
function plan(limitAmps: number, more: Partial<ChargingScheduleParams> = {}) {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const periods = [{ startAt: at(-1), limitAmps }];
  const own = { planId: 'p', periods, endAt: at(60), isBoosting: false, begins: false };
  const params = { ...own, ...more };
  return makeOrder('set_charging_schedule', { command: { kind: 'set_charging_schedule', params } });
}

function cancel() {
  const command = { kind: 'cancel_boost', params: { planRests: true } } as const;
  return makeOrder('cancel_boost', { command });
}

describe('a boost', () => {
  it.each(['NotImplemented', 'NotSupported'])(
    'goes on to the meter where profiles are %s: nothing of that kind limits the session',
    async (error) => {
      const { charger, connection } = await connectDriven({
        SetChargingProfile: () => ({ error }),
      });
      expect(await sendOrder(connection, makeOrder('boost'))).toEqual(accepted);
      expect(charger.calls('SetChargingProfile')).toHaveLength(1);
      expect(profile()).toMatchObject({
        ...{ boostInstalled: false, isLimitless: true, readBack: false },
      });
    },
  );
});

describe('the end of a boost', () => {
  it('claims no read-back where no profile is offered, and ends the session', async () => {
    const none = () => ({ error: 'NotImplemented' });
    const { charger, connection } = await connectDriven({
      ...{ SetChargingProfile: none, ClearChargingProfile: none, GetCompositeSchedule: none },
    });
    expect(await sendOrder(connection, cancel())).toEqual(accepted);
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(1);
    await waitFor(() => !isRunning(), 'the end of the session');
    expect(profile()).toMatchObject({ boostInstalled: false, isLimitless: true, readBack: false });
  });

  it('ends the session where the plan rests and a limit would not make it rest', async () => {
    const { charger, connection } = await connectDriven({
      SetChargingProfile: () => ({ status: 'Accepted' }),
      ClearChargingProfile: () => ({ status: 'Accepted' }),
    });
    await gateway.fakes.traits.learn(model, 'another', { endsOnZero: true });
    expect(await sendOrder(connection, plan(0))).toEqual(accepted);
    expect(charger.calls('SetChargingProfile')).toHaveLength(1);
    expect(await sendOrder(connection, cancel())).toEqual(accepted);
    expect(charger.calls('SetChargingProfile')).toHaveLength(1);
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(1);
    await waitFor(() => !isRunning(), 'the end of the session');
  });
});

describe('a plan that no profile can say', () => {
  const none = () => ({ error: 'NotImplemented' });
  const refused = () => ({ status: 'Rejected' });
  const calls = (charger: RawCharger, action: string) => charger.calls(action).length;

  it('ends the session that runs while it rests, and says that it is kept so', async () => {
    const { charger, connection } = await connectDriven({ SetChargingProfile: none });
    expect(await sendOrder(connection, plan(0))).toEqual(accepted);
    expect(calls(charger, 'SetChargingProfile')).toBe(1);
    expect(calls(charger, 'RemoteStopTransaction')).toBe(1);
    expect(isRunning()).toBe(false);
    expect(profile()).toMatchObject({ planId: 'p', control: 'on_off', isLimitless: true });
  });

  it('begins one where it charges, and asks for little once its model is known', async () => {
    const { charger, connection } = await connectDriven({
      SetChargingProfile: refused,
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload()));
        return { status: 'Accepted' };
      },
    });
    expect(await sendOrder(connection, plan(0))).toEqual(accepted);
    expect(calls(charger, 'SetChargingProfile')).toBeGreaterThan(20);
    const [learnt] = gateway.fakes.traits.learnt.values();
    expect(learnt).toMatchObject({ rung: 'on and off' });
    const before = calls(charger, 'SetChargingProfile');
    expect(await sendOrder(connection, plan(16, { begins: true }))).toEqual(accepted);
    expect(isRunning()).toBe(true);
    // The usual one, once more as its session is fresh, and the same in the other unit.
    expect(calls(charger, 'SetChargingProfile') - before).toBe(3);
    expect(await sendOrder(connection, plan(0, { ends: true }))).toEqual(accepted);
    expect(isRunning()).toBe(false);
  });

  it.each([
    ['it charges', plan(16)],
    ['a boost is open', plan(0, { isBoosting: true })],
  ])('leaves the session alone where %s', async (_what, order) => {
    const { charger, connection } = await connectDriven({ SetChargingProfile: none });
    expect(await sendOrder(connection, order)).toEqual(accepted);
    expect(calls(charger, 'RemoteStopTransaction')).toBe(0);
    const shown = { planId: 'p', control: 'on_off', isLimitless: true, readBack: false };
    expect(profile()).toMatchObject(shown);
  });

  it('ends in what was tried where the session cannot be ended either', async () => {
    const { charger, connection } = await connectDriven({
      SetChargingProfile: refused,
      RemoteStopTransaction: refused,
      ChangeAvailability: refused,
    });
    expect(await sendOrder(connection, plan(0))).toEqual({
      kind: 'unsupported',
      detail: expect.stringContaining('SetChargingProfile: Rejected (tried: A, plain, session; W,'),
    });
    expect(calls(charger, 'ChangeAvailability')).toBe(1);
    expect(isRunning()).toBe(true);
  });

  it('is ended by the end of a boost, and a suspension has nothing to clear', async () => {
    const { charger, connection } = await connectDriven({ SetChargingProfile: none });
    await sendOrder(connection, plan(0, { isBoosting: true }));
    expect(await sendOrder(connection, cancel())).toEqual(accepted);
    expect(calls(charger, 'SetChargingProfile')).toBe(1);
    expect(calls(charger, 'RemoteStopTransaction')).toBe(1);
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual(accepted);
    expect(profile()).toMatchObject({ planId: null });
    expect(profile()).not.toHaveProperty('control');
    expect(calls(charger, 'RemoteStartTransaction')).toBe(0);
  });
});

describe('a suspension in the rest of such a plan', () => {
  const suspension = () =>
    makeOrder('suspend', { command: { kind: 'suspend', params: { begins: true } } });

  it('begins the session again that the plan has ended, once', async () => {
    const { charger, connection } = await connectDriven({
      SetChargingProfile: () => ({ error: 'NotImplemented' }),
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload()));
        return { status: 'Accepted' };
      },
    });
    await sendOrder(connection, plan(0));
    expect(isRunning()).toBe(false);
    const order = suspension();
    expect(await sendOrder(connection, order)).toEqual(accepted);
    expect(isRunning()).toBe(true);
    expect(profile()).toMatchObject({ planId: null });
    // An attempt that nobody heard the end of finds it done.
    expect(await sendOrder(connection, { ...order, attempt: 2 })).toEqual(accepted);
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(1);
    expect(isRunning()).toBe(true);
  });

  it('is refused where the charger refuses that', async () => {
    const { connection } = await connectDriven({
      SetChargingProfile: () => ({ error: 'NotImplemented' }),
      RemoteStartTransaction: () => ({ status: 'Rejected' }),
    });
    await sendOrder(connection, plan(0));
    expect(await sendOrder(connection, suspension())).toMatchObject({ kind: 'rejected' });
    expect(isRunning()).toBe(false);
  });
});

describe('a resumption', () => {
  it.each([
    ['offers no profiles', { error: 'NotImplemented' }, false],
    ['refuses them all', { status: 'Rejected' }, true],
  ])('has a charger that %s controlled by on and off', async (_what, answer, readBack) => {
    const { charger, connection } = await connectDriven({ SetChargingProfile: () => answer });
    expect(await sendOrder(connection, makeOrder('resume'))).toEqual(accepted);
    const shown = { planId: null, guardInstalled: false, control: 'on_off', readBack };
    expect(profile()).toMatchObject(shown);
    expect(charger.calls('RemoteStopTransaction')).toEqual([]);
    expect(isRunning()).toBe(true);
  });

  it('is refused by a charger that took a limit of ours, and refuses the guard', async () => {
    const { connection } = await connectDriven({
      SetChargingProfile: ({ csChargingProfiles }) => {
        const { chargingProfilePurpose } = csChargingProfiles as Record<string, unknown>;
        return { status: chargingProfilePurpose === 'TxProfile' ? 'Accepted' : 'Rejected' };
      },
    });
    await sendOrder(connection, plan(16));
    expect(await sendOrder(connection, makeOrder('resume'))).toMatchObject({ kind: 'unsupported' });
    expect(profile()).not.toHaveProperty('control');
  });
});
