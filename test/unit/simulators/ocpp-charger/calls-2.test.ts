import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDialect } from '../../../../simulators/ocpp-charger/dialects.ts';
import type { JsonObject } from '../../../../simulators/ocpp-charger/rpc/frame.ts';
import { StationBench, type StationWish } from './station-bench.ts';

const dialect = makeDialect('2.0.1');
let bench: StationBench;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  bench.clock.stop();
  vi.useRealTimers();
});

const TOKEN = { idToken: 'joulegate', type: 'Central' };
const start = (more: object = {}) =>
  bench.call('RequestStartTransaction', { idToken: TOKEN, remoteStartId: 7, evseId: 1, ...more });
const bring = async (wish: StationWish = {}) => {
  bench = await StationBench.start(dialect, wish);
};
const transactionId = () => bench.station.voice.transactionId;

type ProfileWish = { readonly schedule?: object; readonly periods?: readonly object[] };
function profile({ schedule, periods, ...more }: ProfileWish & JsonObject = {}): JsonObject {
  return {
    id: 7,
    stackLevel: 1,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [
      {
        id: 1,
        chargingRateUnit: 'A',
        chargingSchedulePeriod: periods ?? [{ startPeriod: 0, limit: 10 }],
        ...schedule,
      },
    ],
    ...more,
  };
}
const set = (chargingProfile: JsonObject, evseId = 1) =>
  bench.call('SetChargingProfile', { evseId, chargingProfile });

describe('SetChargingProfile (K01)', () => {
  const START = { startSchedule: '2026-03-02T12:00:00Z' };
  const TX = { chargingProfilePurpose: 'TxProfile' };
  const MAX = { chargingProfilePurpose: 'ChargingStationMaxProfile' };
  it.each<[string, JsonObject, number, string]>([
    ['an EVSE that is not there', profile(), 2, 'UnknownEvse'],
    ['a TxProfile without an id', profile(TX), 1, 'MissingParam'],
    ['a TxProfile of no transaction', profile({ ...TX, transactionId: 'x' }), 1, 'TxNotFound'],
    ['a maximum for one EVSE', profile({ ...MAX, schedule: START }), 1, 'InvalidSchedule'],
    [
      'an absolute one without a start',
      profile({ chargingProfileKind: 'Absolute' }),
      1,
      'InvalidSchedule',
    ],
    ['a relative one with a start', profile({ schedule: START }), 1, 'InvalidSchedule'],
    ['a level above the maximum', profile({ stackLevel: 9 }), 1, 'InvalidStackLevel'],
    ['a level below zero', profile({ stackLevel: -1 }), 1, 'InvalidStackLevel'],
    [
      'a late first period',
      profile({ periods: [{ startPeriod: 5, limit: 6 }] }),
      1,
      'InvalidSchedule',
    ],
    [
      'a negative limit',
      profile({ periods: [{ startPeriod: 0, limit: -1 }] }),
      1,
      'InvalidSchedule',
    ],
    [
      'a phase to use of three',
      profile({ periods: [{ startPeriod: 0, limit: 6, phaseToUse: 2 }] }),
      1,
      'InvalidSchedule',
    ],
    [
      'constraints that come from elsewhere',
      profile({ chargingProfilePurpose: 'ChargingStationExternalConstraints' }),
      0,
      'InvalidProfile',
    ],
    ['a tariff', profile({ schedule: { salesTariff: TARIFF } }), 1, 'UnsupportedParam'],
  ])('refuses %s', async (_, chargingProfile, evseId, reasonCode) => {
    await bring();
    expect(await set(chargingProfile, evseId)).toMatchObject({
      status: 'Rejected',
      statusInfo: { reasonCode },
    });
    expect(bench.station.profiles.installed).toEqual([]);
  });

  it('refuses two schedules, since no vehicle can choose', async () => {
    await bring();
    const { chargingSchedule } = profile() as { chargingSchedule: object[] };
    const two = profile({ chargingSchedule: [...chargingSchedule, ...chargingSchedule] });
    expect(await set(two)).toMatchObject({ statusInfo: { reasonCode: 'InvalidSchedule' } });
  });

  it('refuses another profile of the same purpose and level, unless they never meet', async () => {
    await bring();
    await set(profile({ validTo: '2026-06-01T00:00:00Z' }));
    expect(await set(profile({ id: 8 }))).toMatchObject({
      statusInfo: { reasonCode: 'DuplicateProfile' },
    });
    const later = profile({ id: 8, validFrom: '2026-06-01T00:00:00Z' });
    expect(await set(later)).toEqual({ status: 'Accepted' });
    expect(await set(profile({ id: 9, stackLevel: 2 }))).toEqual({ status: 'Accepted' });
  });

  it('takes the same id again in place of the old one', async () => {
    await bring();
    await set(profile());
    expect(await set(profile({ periods: [{ startPeriod: 0, limit: 6 }] }))).toEqual({
      status: 'Accepted',
    });
    expect(bench.station.profiles.installed).toHaveLength(1);
  });

  it('takes a TxProfile of the running transaction, which ends with it', async () => {
    await bring();
    await start();
    const own = profile({ ...TX, transactionId: transactionId() });
    expect(await set(own)).toEqual({ status: 'Accepted' });
    expect(bench.station.evse.offeredAmps).toBe(10);
    await bench.call('RequestStopTransaction', { transactionId: transactionId() });
    expect(bench.station.profiles.installed).toEqual([]);
  });
});

const TARIFF = {
  id: 1,
  salesTariffEntry: [{ relativeTimeInterval: { start: 0 } }],
};

describe('RequestStartTransaction (F01, F02)', () => {
  it.each<[string, object, string]>([
    ['at another EVSE', { evseId: 2 }, 'UnknownEvse'],
    ['with a profile of another purpose', { chargingProfile: profile() }, 'InvalidProfile'],
    [
      'with a profile of a transaction',
      { chargingProfile: profile({ chargingProfilePurpose: 'TxProfile', transactionId: 'x' }) },
      'InvalidProfile',
    ],
  ])('refuses %s', async (_, more, reasonCode) => {
    await bring();
    expect(await start(more)).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode } });
    expect(transactionId()).toBeUndefined();
  });

  it('refuses while a transaction runs, and while it is only Pending', async () => {
    await bring();
    await start();
    expect(await start()).toMatchObject({ statusInfo: { reasonCode: 'TxInProgress' } });
    bench.clock.stop();
    const pending = { status: 'Pending', currentTime: '2026-03-02T12:00:00Z', interval: 60 };
    await bring({ answers: { BootNotification: pending } });
    expect(await start()).toMatchObject({ statusInfo: { reasonCode: 'NotEnabled' } });
  });

  it('installs the profile that came along with the transaction', async () => {
    await bring();
    await start({ chargingProfile: profile({ chargingProfilePurpose: 'TxProfile' }) });
    expect(bench.station.evse.offeredAmps).toBe(10);
  });
});

describe('ClearChargingProfile (K10)', () => {
  it.each<[string, JsonObject, number]>([
    ['by id', { chargingProfileId: 7 }, 1],
    ['by purpose', { chargingProfileCriteria: { chargingProfilePurpose: 'TxDefaultProfile' } }, 0],
    ['by level', { chargingProfileCriteria: { stackLevel: 2 } }, 1],
    ['by EVSE', { chargingProfileCriteria: { evseId: 1 } }, 0],
  ])('%s', async (_, request, left) => {
    await bring();
    await set(profile());
    await set(profile({ id: 8, stackLevel: 2 }));
    expect(await bench.call('ClearChargingProfile', request)).toEqual({ status: 'Accepted' });
    expect(bench.station.profiles.installed).toHaveLength(left);
  });

  it.each<[string, JsonObject]>([
    ['an id that is not there', { chargingProfileId: 9 }],
    [
      'a purpose that it never holds',
      { chargingProfileCriteria: { chargingProfilePurpose: 'ChargingStationExternalConstraints' } },
    ],
  ])('Unknown for %s', async (_, request) => {
    await bring();
    await set(profile());
    expect(await bench.call('ClearChargingProfile', request)).toEqual({ status: 'Unknown' });
    expect(bench.station.profiles.installed).toHaveLength(1);
  });
});

describe('GetCompositeSchedule and GetChargingProfiles (K08, K09)', () => {
  it('shows the limit in the unit that was asked for', async () => {
    await bring();
    await set(profile());
    const ask = (chargingRateUnit: string) =>
      bench.call('GetCompositeSchedule', { evseId: 1, duration: 60, chargingRateUnit });
    expect(await ask('A')).toMatchObject({
      status: 'Accepted',
      schedule: { evseId: 1, chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] },
    });
    expect(await ask('W')).toMatchObject({
      schedule: { chargingSchedulePeriod: [{ startPeriod: 0, limit: 6_900 }] },
    });
  });

  it('knows no unit that it does not take', async () => {
    await bring({
      character: { configuration: { ChargingScheduleAllowedChargingRateUnit: 'Power' } },
    });
    const asked = { evseId: 1, duration: 60, chargingRateUnit: 'A' };
    expect(await bench.call('GetCompositeSchedule', asked)).toMatchObject({
      statusInfo: { reasonCode: 'UnsupportedRateUnit' },
    });
  });

  it('reports what matches, one message for each EVSE, or NoProfiles', async () => {
    await bring();
    await set(profile());
    const station = { chargingProfilePurpose: 'TxDefaultProfile', id: 8 };
    await set(profile(station), 0);
    const ask = (chargingProfile: object) =>
      bench.call('GetChargingProfiles', { requestId: 3, chargingProfile });
    expect(await ask({ stackLevel: 5 })).toEqual({ status: 'NoProfiles' });
    expect(await ask({ chargingLimitSource: ['EMS'] })).toEqual({ status: 'NoProfiles' });
    expect(await ask({ chargingProfileId: [7, 8] })).toEqual({ status: 'Accepted' });
    expect(bench.all('ReportChargingProfiles')).toMatchObject([
      { requestId: 3, evseId: 1, tbc: true, chargingProfile: [{ id: 7 }] },
      { requestId: 3, evseId: 0, tbc: false, chargingProfile: [{ id: 8 }] },
    ]);
  });
});

describe('what a station says to the wrong words', () => {
  it.each([
    ['Reset', {}, 'OccurrenceConstraintViolation'],
    ['Reset', { type: 'Immediate', more: 1 }, 'FormatViolation'],
    ['Reset', { type: 'Warm' }, 'PropertyConstraintViolation'],
    ['RequestStopTransaction', { transactionId: 5 }, 'TypeConstraintViolation'],
    ['UpdateFirmware', {}, 'NotSupported'],
    ['UsePriorityCharging', {}, 'NotImplemented'],
    ['RemoteStartTransaction', {}, 'NotImplemented'],
  ])('%s %j: %s', async (action, payload, code) => {
    await bring();
    expect(await bench.call(action, payload)).toEqual({ error: code });
  });
});
