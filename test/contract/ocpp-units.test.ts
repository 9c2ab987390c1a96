import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import type { Order } from '../../src/domain/ports/connections.ts';
import {
  makeOrder,
  powerPayload,
  sendOrder,
  startPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 100 });
});
afterEach(() => gateway.stop());

type Written = {
  readonly chargingProfileId: number;
  readonly chargingSchedule: {
    readonly chargingRateUnit: 'A' | 'W';
    readonly chargingSchedulePeriod: readonly { readonly limit: number }[];
  };
};

const [GUARD, PLAN, BOOST] = [7_011, 7_012, 7_013];

/** What was written for one of our purposes, in order. */
function writtenAs(charger: RawCharger, id: number): readonly string[] {
  return charger
    .calls('SetChargingProfile')
    .map(({ payload }) => payload['csChargingProfiles'] as Written)
    .filter(({ chargingProfileId }) => chargingProfileId === id)
    .map(({ chargingSchedule: { chargingRateUnit, chargingSchedulePeriod } }) =>
      [chargingSchedulePeriod[0]?.limit, chargingRateUnit].join(' '),
    );
}

/** A plan that lets charge for an hour. */
function planOf(limitAmps: number): Order {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const params = {
    ...{ planId: 'plan-1', periods: [{ startAt: at(-1), limitAmps }], endAt: at(60) },
    ...{ isBoosting: false, begins: false },
  };
  const command: Command = { kind: 'set_charging_schedule', params };
  return makeOrder('set_charging_schedule', { command });
}

/**
 * In a driver's session, of a charger that takes the number of amperes for watts. `falling`: what
 * it shows on the way down to nothing, W.
 */
async function connectLiar(
  behaviours: RawCharger['behaviours'] = {},
  falling: readonly number[] = [],
) {
  const down = [...falling];
  let lastUnit = 'W';
  const ready = await gateway.connectReady('cp-1', {
    SetChargingProfile: ({ csChargingProfiles }) => {
      lastUnit = (csChargingProfiles as Written).chargingSchedule.chargingRateUnit;
      return { status: 'Accepted' };
    },
    ...behaviours,
  });
  const { charger } = ready;
  const { transactionId } = await charger.ask('StartTransaction', startPayload('a-driver'));
  const sessionId = transactionId as number;
  const trigger = charger.behaviours['TriggerMessage'];
  charger.behaviours['TriggerMessage'] = async (payload, messageId) => {
    if (payload['requestedMessage'] !== 'MeterValues') {
      return (await trigger?.(payload, messageId)) ?? { status: 'Rejected' };
    }
    queueMicrotask(() => {
      const watts = lastUnit === 'A' ? (down.shift() ?? 0) : 7_360;
      const sample = powerPayload(watts, sessionId);
      if (charger.isOpen) void charger.call('MeterValues', sample);
    });
    return { status: 'Accepted' };
  };
  return { ...ready, sessionId };
}

/** The rungs that were learnt. */
function learnt(): readonly unknown[] {
  return [...gateway.fakes.traits.learnt.values()].map(({ rung }) => rung);
}

describe('a charger that takes amperes for watts', () => {
  it.each([
    ['a plan that charges', PLAN, planOf(16), ['16 A', '3680 W']],
    ['a guard', GUARD, makeOrder('resume'), ['32 A', '22080 W']],
  ])('is given the other unit from then on by %s under which nothing flows', async (...row) => {
    const [_what, id, order, wanted] = row;
    const { charger, connection } = await connectLiar();
    expect(await sendOrder(connection, order)).toEqual({ kind: 'accepted' });
    const flows = () => (meter()?.['powerW'] as number) > 0;
    await waitFor(flows, 'power to flow');
    expect(writtenAs(charger, id)).toEqual(wanted);
    await sendOrder(connection, makeOrder('boost'));
    expect(writtenAs(charger, BOOST)).toEqual(['22080 W']);
    // A vehicle that begins late looks the same: that says nothing of its model.
    expect(learnt()).toEqual([]);
  });

  it('is found out by a guard though power falls slowly from what flowed before', async () => {
    const { charger, connection, sessionId } = await connectLiar({}, [3_310]);
    await charger.ask('MeterValues', powerPayload(7_360, sessionId));
    await sendOrder(connection, makeOrder('resume'));
    await waitFor(() => writtenAs(charger, GUARD).length > 1, 'the guard in watts');
    expect(writtenAs(charger, GUARD)).toEqual(['32 A', '22080 W']);
    await waitFor(() => meter()?.['powerW'] === 7_360, 'power to flow');
    expect(meter()).not.toHaveProperty('isSettling');
  });

  it.each([
    ['a plan', planOf(16)],
    ['a boost', makeOrder('boost')],
  ])('shows it by a schedule that shows a limit of nobody under %s', async (_what, order) => {
    const chargingSchedulePeriod = [{ startPeriod: 0, limit: 16 }];
    const { charger, connection } = await connectLiar({
      GetCompositeSchedule: () => ({
        status: 'Accepted',
        ...{ connectorId: 1, scheduleStart: new Date().toISOString() },
        chargingSchedule: { chargingRateUnit: 'W', chargingSchedulePeriod },
      }),
    });
    await sendOrder(connection, order);
    await waitFor(() => learnt().length > 0, 'what was learnt');
    expect(charger.calls('SetChargingProfile').length).toBe(2);
    expect(learnt()).toEqual(['W, plain, session']);
  });

  it('has everything of ours in its unit once a boost has shown it', async () => {
    const { charger, connection } = await connectLiar();
    const isBoosted = () => writtenAs(charger, BOOST).length > 1;
    await sendOrder(connection, makeOrder('resume', { attempt: 1 }));
    await sendOrder(connection, planOf(16));
    await sendOrder(connection, makeOrder('boost'));
    await waitFor(isBoosted, 'the other unit');
    await waitFor(() => writtenAs(charger, GUARD).length > 1, 'the guard in watts');
    expect(writtenAs(charger, GUARD)).toEqual(['32 A', '22080 W']);
    const outdated = () => (profile()?.['planOutdated'] ? profile() : null);
    expect(await waitFor(outdated, 'the plan to be outdated')).toMatchObject({ planId: 'plan-1' });

    await sendOrder(connection, planOf(16));
    expect(writtenAs(charger, PLAN)).toEqual(['16 A', '3680 W']);
    expect(profile()).not.toHaveProperty('planOutdated');
  });
});

function meter(): Json | undefined {
  return gateway.fakes.reported('cp-1', 'meter') as Json | undefined;
}

function profile(): Json | undefined {
  return gateway.fakes.reported('cp-1', 'profile') as Json | undefined;
}

/** A sample with the current of so many phases. */
function phasesPayload(count: number, transactionId: unknown): Json {
  const sampledValue = ['L1', 'L2', 'L3'].slice(0, count).map((phase) => ({
    ...{ value: '16', measurand: 'Current.Import', unit: 'A', phase },
  }));
  const meterValue = [{ timestamp: new Date().toISOString(), sampledValue }];
  return { connectorId: 1, transactionId, meterValue };
}

describe('a plan in watts', () => {
  async function plan(unit: 'Power' | 'Current') {
    const key = { key: 'ChargingScheduleAllowedChargingRateUnit', readonly: true, value: unit };
    const { charger, connection } = await gateway.connectReady('cp-1', {
      GetConfiguration: () => ({ configurationKey: [key], unknownKey: [] }),
      SetChargingProfile: () => ({ status: 'Accepted' }),
    });
    const { transactionId } = await charger.ask('StartTransaction', startPayload('a-driver'));
    await sendOrder(connection, planOf(16));
    const meter = (count: number) =>
      charger.ask('MeterValues', phasesPayload(count, transactionId));
    return { charger, connection, meter };
  }

  it('is to be given again, once, when two samples show other phases', async () => {
    const { charger, connection, meter } = await plan('Power');
    expect(writtenAs(charger, PLAN)).toEqual(['3680 W']);
    for (const count of [1, 1, 3]) {
      await meter(count);
      expect(profile()).not.toHaveProperty('planOutdated');
    }
    await meter(3);
    expect(profile()).toMatchObject({ planId: 'plan-1', planOutdated: true });
    await meter(3);

    await sendOrder(connection, planOf(16));
    expect(writtenAs(charger, PLAN)).toEqual(['3680 W', '11040 W']);
    await meter(3);
    expect(profile()).not.toHaveProperty('planOutdated');
  });

  it('is not where amperes say it whatever the phases', async () => {
    const { meter } = await plan('Current');
    for (const count of [1, 1, 3, 3]) await meter(count);
    expect(profile()).not.toHaveProperty('planOutdated');
  });
});
