import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Device, DeviceId } from '../../../src/domain/device.ts';
import { type DeviceSettings, noSettings } from '../../../src/domain/device-settings.ts';
import type { DeviceState } from '../../../src/domain/ports/devices.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDevice } from './support/builders.ts';

/** A Sunday, 23:30 in London and a Monday already in the zone that the test names. */
const sundayLate = Date.parse('2026-03-01T23:30:00.000Z');
const setAtMs = Date.parse('2026-02-01T10:00:00.000Z');

let api: TestApi;
let token: string;
const start = async (siteTimeZone = 'Europe/London') => {
  api = await startTestApi(() => ({ siteTimeZone }));
  api.world.nowMs = sundayLate;
  token = await signInAs(api, 'account', ['A-1']);
};
beforeEach(() => start());
afterEach(() => api.close());

/** 07:00 and 80 % from Monday to Friday, 09:00 and 100 % at the weekend, at least 20 %. */
function preferences(minSocPercent: number | null = 20): DeviceSettings['preferences'] {
  const days = Array.from({ length: 7 }, (_each, day) => ({
    ...{ day, minSocPercent },
    ...(day < 5
      ? { readyBy: '07:00', targetSocPercent: 80 }
      : { readyBy: '09:00', targetSocPercent: 100 }),
  }));
  return { days, setAtMs };
}

const held = (over: Partial<DeviceSettings>) => ({ settings: { ...noSettings, ...over } });
const metered = (socPercent: number | null): Pick<DeviceState, 'reports'> => {
  const value = { powerW: 0, energyWh: 1, socPercent, sessionId: null };
  return { reports: { meter: { rev: 1, bootId: 'b', atMs: 1, receivedAtMs: 1, value } } };
};

async function show(
  fields: string,
  facts: Partial<Device>,
  state: Partial<Omit<DeviceState, 'device'>> = {},
) {
  api.world.devices.push(aDevice(facts, state));
  const query = `{ devices(accountNumber: "A-1", deviceId: "device-1") { ${fields} } }`;
  const { body } = await api.ask(query, { as: token });
  expect(body.errors).toBeUndefined();
  return (body.data['devices'] as unknown as readonly object[])[0];
}

describe('what is wanted of a vehicle', () => {
  const fields = `... on SmartFlexChargePoint { chargingPreferences {
    weekdayTargetTime weekdayTargetSoc weekendTargetTime weekendTargetSoc minimumSoc maximumSoc
  } } preferences { __typename targetType unit mode gridExport
    schedules { dayOfWeek time min max upperLimit } }`;

  it('is shown day by day, and by weekday and weekend', async () => {
    const shown = await show(fields, {}, held({ preferences: preferences() }));
    expect(shown).toMatchObject({
      chargingPreferences: {
        ...{ weekdayTargetTime: '07:00:00', weekdayTargetSoc: 80 },
        ...{ weekendTargetTime: '09:00:00', weekendTargetSoc: 100 },
        ...{ minimumSoc: 20, maximumSoc: 100 },
      },
      preferences: {
        __typename: 'SmartFlexDevicePreferences',
        ...{ targetType: 'ABSOLUTE_STATE_OF_CHARGE', unit: 'PERCENTAGE', mode: 'CHARGE' },
        gridExport: 'NOT_APPLICABLE',
      },
    });
    const { schedules } = (shown as { preferences: { schedules: readonly object[] } }).preferences;
    expect(schedules).toHaveLength(7);
    expect(schedules[0]).toEqual({
      ...{ dayOfWeek: 'MONDAY', time: '07:00:00', min: 20, max: 80, upperLimit: null },
    });
    expect(schedules[6]).toMatchObject({ dayOfWeek: 'SUNDAY', time: '09:00:00', max: 100 });
  });

  it('is nothing before somebody has said it', async () => {
    expect(await show(fields, {})).toEqual({ chargingPreferences: null, preferences: null });
  });

  it('is read by the older field too, with times as clients send them', async () => {
    const query = `{ vehicleChargingPreferences(accountNumber: "A-1") {
      weekdayTargetTime weekdayTargetSoc weekendTargetTime weekendTargetSoc
      minimumSocPercentage maximumSocPercentage } }`;
    const read = async () =>
      (await api.ask(query, { as: token })).body.data['vehicleChargingPreferences'];
    expect(await read()).toBeNull();
    api.world.devices.push(aDevice({ retiredAtMs: 1 }, held({ preferences: preferences(5) })));
    expect(await read()).toBeNull();
    api.world.devices.push(aDevice({}, held({ preferences: preferences(null) })));
    expect(await read()).toEqual({
      ...{ weekdayTargetTime: '07:00', weekdayTargetSoc: 80 },
      ...{ weekendTargetTime: '09:00', weekendTargetSoc: 100 },
      ...{ minimumSocPercentage: null, maximumSocPercentage: 100 },
    });
    const other = await api.ask(query.replace('A-1', 'A-2'), { as: token });
    expect(other.body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1111');
  });
});

describe('what may be wished', () => {
  const fields = `preferenceSetting { id deviceType mode unit scheduleSettings {
    timeFrom timeTo timeStep min max step minConstraint { min max } targetConstraint { min max }
  } }`;
  const percent = { min: '10', max: '100', step: '5' };

  it.each([
    ['charger', 'ELECTRIC_VEHICLES', { timeFrom: '04:00:00', timeTo: '17:00:00', timeStep: 30 }],
    ['vehicle', 'ELECTRIC_VEHICLES', { timeFrom: '04:00:00', timeTo: '17:00:00', timeStep: 30 }],
    ['battery', 'BATTERIES', { timeFrom: '00:00:00', timeTo: '23:59:00', timeStep: 1 }],
  ] as const)('of a %s is told with its grid', async (deviceClass, deviceType, times) => {
    expect(await show(fields, { class: deviceClass })).toMatchObject({
      preferenceSetting: {
        ...{ deviceType, mode: 'CHARGE', unit: 'PERCENTAGE' },
        scheduleSettings: [
          {
            ...{ ...times, ...percent },
            minConstraint: { min: '0', max: '100' },
            targetConstraint: { min: '10', max: '100' },
          },
        ],
      },
    });
  });

  it('of a heat pump is nothing', async () => {
    api.world.devices.push(aController());
    const query = `{ devices(accountNumber: "A-1") { ${fields} reAuthenticationState {
      isEligible
    } } }`;
    expect((await api.ask(query, { as: token })).body.data['devices']).toEqual([
      { preferenceSetting: null, reAuthenticationState: { isEligible: false } },
    ]);
  });
});

it.each([
  [true, 'ENABLED'],
  [false, 'DISABLED'],
])('a battery shows whether it may give: %s is %s', async (gridExport, word) => {
  const shown = await show(
    'preferences { gridExport schedules { max } }',
    { class: 'battery' },
    held({ gridExport }),
  );
  expect(shown).toEqual({ preferences: { gridExport: word, schedules: null } });
});

describe('the state of charge that a vehicle is charged to', () => {
  const limit = 'stateOfChargeLimit { upperSocLimit timestamp isLimitViolated }';
  const fields = `status { ... on SmartFlexVehicleStatus { stateOfCharge { value } ${limit} } }`;
  const wished = held({ preferences: preferences() });
  const timestamp = '2026-02-01T10:00:00.000Z';

  it.each([
    ['Europe/London', 100, 85, false],
    ['Europe/Athens', 80, 85, true],
    ['Europe/Athens', 80, 80, false],
    ['Europe/Athens', 80, null, null],
  ])('is that of today in %s: %i %%, at %s %%', async (zone, upper, soc, isLimitViolated) => {
    await api.close();
    await start(zone);
    expect(await show(fields, { class: 'vehicle' }, { ...wished, ...metered(soc) })).toEqual({
      status: {
        stateOfCharge: { value: soc === null ? null : String(soc) },
        stateOfChargeLimit: { upperSocLimit: upper, timestamp, isLimitViolated },
      },
    });
  });

  it('is not known without preferences', async () => {
    expect(await show(fields, { class: 'vehicle' }, metered(50))).toMatchObject({
      status: { stateOfCharge: { value: '50' }, stateOfChargeLimit: null },
    });
  });
});

it.each([
  [null, 'NONE'],
  ['no_effect', 'ASSESSMENTS_FAILED'],
  ['starts_only', 'ASSESSMENTS_FAILED'],
  ['no_vehicle', 'DEVICE_DISCONNECTED'],
  ['vehicle_full', 'SOC_LIMIT_REACHED'],
  ['away_from_home', 'NOT_AT_HOME'],
  ['interrupted', 'ASSESSMENTS_FAILED'],
  ['expired', 'UNABLE_TO_COMMUNICATE'],
  ['no_evidence', 'UNABLE_TO_COMMUNICATE'],
  ['rejected', 'ERROR'],
  ['something_newer', 'UNKNOWN'],
])('a test charge that ended as %s is shown as %s', async (code, word) => {
  const facts = { testFailure: code === null ? null : { atMs: 1, code } };
  const fields = 'status { ... on SmartFlexChargePointStatus { testDispatchFailureReason } }';
  expect(await show(fields, facts)).toEqual({ status: { testDispatchFailureReason: word } });
  const older = await api.ask(
    '{ registeredKrakenflexDevice(accountNumber: "A-1") { testDispatchFailureReason } }',
    { as: token },
  );
  expect(older.body.data['registeredKrakenflexDevice']).toEqual({
    testDispatchFailureReason: word,
  });
});

describe('what its owner named of the catalogue', () => {
  const variants = { vehicleId: '1', chargePointId: '1001' };

  it('is shown with the charge point', async () => {
    const fields = `... on SmartFlexChargePoint {
      vehicleVariant { vehicleId model batterySize }
      chargePointVariant { chargePointId model powerInKw }
    }`;
    expect(await show(fields, { variants })).toEqual({
      vehicleVariant: { vehicleId: '1', model: 'e-tron 55', batterySize: '86.5' },
      chargePointVariant: { chargePointId: '1001', model: 'Terra AC 7.4', powerInKw: '7.4' },
    });
  });

  it('stands in for what the device has not said in the older read', async () => {
    const query = `{ registeredKrakenflexDevice(accountNumber: "A-1") {
      vehicleMake vehicleModel vehicleBatterySizeInKwh
      chargePointMake chargePointModel chargePointPowerInKw } }`;
    api.world.devices.push(aDevice({ id: 'd' as DeviceId, variants }));
    const { body } = await api.ask(query, { as: token });
    expect(body.data['registeredKrakenflexDevice']).toEqual({
      ...{ vehicleMake: 'Audi', vehicleModel: 'e-tron 55', vehicleBatterySizeInKwh: '86.5' },
      ...{ chargePointMake: 'ABB', chargePointModel: 'Terra AC 7.4', chargePointPowerInKw: '7.4' },
    });
  });
});
