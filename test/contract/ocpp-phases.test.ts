import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceConnection } from '../../src/domain/ports/connections.ts';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 100 });
});
afterEach(() => gateway.stop());

const [GUARD, PLAN] = [7_011, 7_012];

type Linked = { readonly charger: RawCharger; readonly connection: DeviceConnection };

/** Of a charger that takes watts only; `rotation` tells its phases. */
function connectInWatts(rotation: string | null, behaviours = {}): Promise<Linked> {
  const keys = {
    ChargingScheduleAllowedChargingRateUnit: 'Power',
    ...(rotation && { ConnectorPhaseRotation: rotation }),
  };
  const configurationKey = Object.entries(keys).map(([key, value]) => ({
    ...{ key, readonly: true, value },
  }));
  return gateway.connectReady('cp-1', {
    GetConfiguration: () => ({ configurationKey, unknownKey: [] }),
    SetChargingProfile: () => ({ status: 'Accepted' }),
    ...behaviours,
  });
}

/** The first limits that were written under an id, in order. */
function writtenAs({ charger }: Linked, id: number): readonly unknown[] {
  return charger
    .calls('SetChargingProfile')
    .map(({ payload }) => payload['csChargingProfiles'] as Json)
    .filter(({ chargingProfileId }) => chargingProfileId === id)
    .map(({ chargingSchedule }) => (chargingSchedule as Json)['chargingSchedulePeriod'] as Json[])
    .map(([first]) => first?.['limit']);
}

/** A vehicle charges over so many phases, and stops. */
async function charge(linked: Linked, phases: number): Promise<() => Promise<unknown>> {
  const { charger } = linked;
  const { transactionId } = await charger.ask('StartTransaction', startPayload('a-guest'));
  await meter(linked, phases);
  const timestamp = new Date().toISOString();
  return () => charger.ask('StopTransaction', { transactionId, meterStop: 2_000, timestamp });
}

/** Two samples that agree. */
async function meter({ charger }: Linked, phases: number): Promise<void> {
  const sampledValue = ['L1', 'L2', 'L3'].slice(0, phases).map((phase) => ({
    ...{ value: '16', measurand: 'Current.Import', unit: 'A', phase },
  }));
  for (let count = 0; count < 2; count += 1) {
    const meterValue = [{ timestamp: new Date().toISOString(), sampledValue }];
    await charger.ask('MeterValues', { connectorId: 1, meterValue });
  }
}

function planOf(limitAmps: number) {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const params = {
    ...{ planId: 'plan-1', periods: [{ startAt: at(-1), limitAmps }], endAt: at(60) },
    ...{ isBoosting: false, begins: false },
  };
  return makeOrder('set_charging_schedule', { command: { kind: 'set_charging_schedule', params } });
}

describe('a guard in watts', () => {
  it('counts by the installation, whatever vehicle is there', async () => {
    const linked = await connectInWatts('1.RST');
    await charge(linked, 1);
    await sendOrder(linked.connection, makeOrder('resume'));
    expect(writtenAs(linked, GUARD)).toEqual([22_080]);
  });

  it('is given for more phases once a vehicle shows that there are', async () => {
    const linked = await connectInWatts(null);
    const stop = await charge(linked, 1);
    await sendOrder(linked.connection, makeOrder('resume'));
    await stop();
    await charge(linked, 3);
    await waitFor(() => writtenAs(linked, GUARD).length > 1, 'the guard to be given again');
    expect(writtenAs(linked, GUARD)).toEqual([7_360, 22_080]);
  });
});

describe('a plan in watts', () => {
  it('without a session knows nothing of the vehicle before', async () => {
    const linked = await connectInWatts('1.RST');
    const stop = await charge(linked, 3);
    await stop();
    await sendOrder(linked.connection, planOf(6));
    expect(writtenAs(linked, PLAN)).toEqual([1_380]);
  });

  it('is to be given again ten times an hour at most, whatever the vehicle does', async () => {
    const linked = await connectInWatts('1.RST');
    await charge(linked, 1);
    await sendOrder(linked.connection, planOf(16));
    let renewed = 0;
    for (let change = 0; change < 12; change += 1) {
      await meter(linked, change % 2 === 0 ? 3 : 1);
      const profile = gateway.fakes.reported('cp-1', 'profile') as Json;
      if (profile['planOutdated'] !== true) continue;
      renewed += 1;
      await sendOrder(linked.connection, planOf(16));
    }
    expect(renewed).toBe(10);
  });

  it('is read back by the phases that it was written for', async () => {
    const chargingSchedulePeriod = [{ startPeriod: 0, limit: 11_040 }];
    const linked = await connectInWatts('1.RST', {
      GetCompositeSchedule: () => ({
        status: 'Accepted',
        ...{ connectorId: 1, scheduleStart: new Date().toISOString() },
        chargingSchedule: { chargingRateUnit: 'W', chargingSchedulePeriod },
      }),
    });
    await charge(linked, 3);
    await sendOrder(linked.connection, planOf(16));
    const { charger } = linked;
    const sample = { value: '16', measurand: 'Current.Import', unit: 'A', phase: 'L1' };
    const meterValue = [{ timestamp: new Date().toISOString(), sampledValue: [sample] }];
    await charger.ask('MeterValues', { connectorId: 1, meterValue });
    const asked = () => charger.calls('GetCompositeSchedule').length;
    const before = asked();
    await waitFor(() => asked() > before + 1, 'the schedule to be read again');
    expect(gateway.fakes.reported('cp-1', 'profile')).toMatchObject({
      ...{ planId: 'plan-1', limitAmps: 16 },
    });
  });
});
