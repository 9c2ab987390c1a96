import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDialect } from '../../../../simulators/ocpp-charger/dialects.ts';
import { actOn } from '../../../../simulators/ocpp-charger/station/owner-actions.ts';
import { StationBench } from './station-bench.ts';

const dialect = makeDialect('2.1');
let bench: StationBench;

beforeEach(async () => {
  vi.useFakeTimers();
  bench = await StationBench.start(dialect);
});
afterEach(() => {
  bench.clock.stop();
  vi.useRealTimers();
});

const TOKEN = { idToken: 'joulegate', type: 'Central' };
const transactionId = () => bench.station.voice.transactionId;
const amps = () => bench.station.evse.offeredAmps;
const start = () => bench.call('RequestStartTransaction', { idToken: TOKEN, remoteStartId: 7 });

function profile(limit: number | undefined, more: object = {}, period: object = {}): object {
  return {
    id: 7,
    stackLevel: 1,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [
      {
        id: 1,
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [
          { startPeriod: 0, ...(limit !== undefined && { limit }), ...period },
        ],
      },
    ],
    ...more,
  };
}
const set = (chargingProfile: object) =>
  bench.call('SetChargingProfile', { evseId: 1, chargingProfile });
const priority = profile(16, { id: 8, chargingProfilePurpose: 'PriorityCharging' });

describe('priority charging (2.1 K21, K22)', () => {
  const use = (activate: boolean) =>
    bench.call('UsePriorityCharging', { transactionId: transactionId(), activate });

  it('overrules other profiles while it is on', async () => {
    await start();
    await set(profile(6));
    expect(await set(priority)).toEqual({ status: 'Accepted' });
    expect(amps()).toBe(6);
    expect(await use(true)).toEqual({ status: 'Accepted' });
    expect(amps()).toBe(16);
    expect(await use(false)).toEqual({ status: 'Accepted' });
    expect(amps()).toBe(6);
  });

  it('is over with the transaction', async () => {
    await start();
    await set(profile(6));
    await set(priority);
    await use(true);
    await bench.call('RequestStopTransaction', { transactionId: transactionId() });
    await start();
    expect(amps()).toBe(6);
  });

  it('NoProfile without a profile, Rejected for another transaction', async () => {
    await start();
    expect(await use(true)).toMatchObject({ status: 'NoProfile' });
    const strange = { transactionId: 'x', activate: true };
    expect(await bench.call('UsePriorityCharging', strange)).toMatchObject({ status: 'Rejected' });
  });

  it('is told when the driver asks for it at the station', async () => {
    const ask = () => actOn(bench.station, 'local-override', { priority: true });
    expect(await ask()).toMatchObject({ ok: false, status: 409 });
    await start();
    await set(priority);
    expect(await ask()).toEqual({ ok: true });
    expect(bench.all('NotifyPriorityCharging')).toEqual([
      { transactionId: transactionId(), activated: true },
    ]);
  });
});

describe('dynamic profiles (2.1 K28)', () => {
  const update = (scheduleUpdate: object, chargingProfileId = 7) =>
    bench.call('UpdateDynamicSchedule', { chargingProfileId, scheduleUpdate });
  const dynamic = profile(6, { chargingProfileKind: 'Dynamic' });

  it('have a limit that can be moved, and report it', async () => {
    await start();
    expect(await set(dynamic)).toEqual({ status: 'Accepted' });
    expect(amps()).toBe(6);
    expect(await update({ limit: 10 })).toEqual({ status: 'Accepted' });
    expect(amps()).toBe(10);
    await bench.call('GetChargingProfiles', { requestId: 1, chargingProfile: {} });
    expect(bench.all('ReportChargingProfiles')).toMatchObject([
      { chargingProfile: [profile(10, { chargingProfileKind: 'Dynamic' })] },
    ]);
  });

  it.each([
    ['another profile', { limit: 10 }, 9],
    ['a set point', { setpoint: 1_000 }, 7],
    ['a negative limit', { limit: -1 }, 7],
  ])('refuse %s', async (_, scheduleUpdate, id) => {
    await set(dynamic);
    expect(await update(scheduleUpdate, id)).toMatchObject({ status: 'Rejected' });
  });

  it('are not what a plain profile is', async () => {
    await set(profile(6));
    expect(await update({ limit: 10 })).toMatchObject({ status: 'Rejected' });
  });
});

describe('what 2.1 can ask and this station would not obey', () => {
  it.each([
    ['a set point', profile(undefined, {}, { setpoint: 1_000 })],
    ['no limit at all', profile(undefined)],
    ['another operation mode', profile(6, {}, { operationMode: 'CentralSetpoint' })],
    ['an end after time offline', profile(6, { maxOfflineDuration: 60 })],
    ['updates that it would have to fetch', profile(6, { dynUpdateInterval: 60 })],
  ])('%s', async (_, chargingProfile) => {
    expect(await set(chargingProfile)).toMatchObject({
      status: 'Rejected',
      statusInfo: { reasonCode: 'UnsupportedParam' },
    });
  });
});
