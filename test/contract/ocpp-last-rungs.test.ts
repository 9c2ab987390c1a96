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
