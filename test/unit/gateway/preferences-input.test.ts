import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptEntry } from '../../../src/domain/ports/transactions.ts';
import { dayNames } from '../../../src/gateway/graphql/day-names.ts';
import { type AcceptingApi, startAcceptingApi } from './support/accepting-api.ts';
import { signInAs } from './support/api.ts';

let api: AcceptingApi;
let token: string;
beforeEach(async () => {
  api = await startAcceptingApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

type Item = { dayOfWeek: string; time: string; min?: unknown; max: unknown } | null;

const inOrder = (change: (item: NonNullable<Item>, index: number) => Item = (item) => item) =>
  dayNames.map((dayOfWeek, index) => change({ dayOfWeek, time: '07:00', max: 80 }, index));

async function setDevice(facts: object) {
  const input = { deviceId: 'charger', mode: 'CHARGE', unit: 'PERCENTAGE', ...facts };
  const query = `mutation ($input: SmartFlexDevicePreferencesInput!) {
    setDevicePreferences(input: $input) { id }
  }`;
  return (await api.ask(query, { as: token, variables: { input } })).body;
}

async function setVehicle(facts: object) {
  const input = {
    ...{ accountNumber: 'A-1', weekdayTargetTime: '07:00', weekdayTargetSoc: 80 },
    ...{ weekendTargetTime: '09:30', weekendTargetSoc: 100, ...facts },
  };
  const query = `mutation ($input: VehicleChargingPreferencesInput) {
    setVehicleChargePreferences(input: $input) { krakenflexDevice { krakenflexDeviceId } }
  }`;
  return (await api.ask(query, { as: token, variables: { input } })).body;
}

describe('bad input of setVehicleChargePreferences is KT-CT-4321', () => {
  it.each([
    ['a state of charge above 100', { weekdayTargetSoc: 105 }, 'weekdayTargetSoc'],
    ['a state of charge below 10', { weekendTargetSoc: 5 }, 'weekendTargetSoc'],
    ['a state of charge off the grid', { weekdayTargetSoc: 82 }, 'weekdayTargetSoc'],
    ['a time before 04:00', { weekdayTargetTime: '03:30' }, 'weekdayTargetTime'],
    ['a time after 17:00', { weekendTargetTime: '17:30' }, 'weekendTargetTime'],
    ['a time off the grid', { weekendTargetTime: '07:15' }, 'weekendTargetTime'],
    ['a time that is none', { weekdayTargetTime: '25:00' }, 'weekdayTargetTime'],
    ['a time in words', { weekdayTargetTime: 'at seven' }, 'weekdayTargetTime'],
    ['a time with seconds', { weekdayTargetTime: '07:00:00' }, 'weekdayTargetTime'],
    ['a relative target', { targetType: 'RELATIVE_STATE_OF_CHARGE' }, 'targetType'],
  ])('%s, told once and where it stands', async (_what, facts, name) => {
    const { errors } = await setVehicle(facts);
    const extensions = errors[0]?.extensions ?? {};
    expect(extensions).toMatchObject({ errorCode: 'KT-CT-4321', errorType: 'VALIDATION' });
    const validationErrors = extensions['validationErrors'] as readonly { inputPath: string[] }[];
    expect(validationErrors.map(({ inputPath }) => inputPath)).toEqual([['input', name]]);
    expect(api.accepted()).toEqual([]);
  });

  it('a target is told with its steps', async () => {
    const { errors } = await setVehicle({ weekdayTargetSoc: 105 });
    expect(errors[0]?.extensions['validationErrors']).toMatchObject([
      { message: 'must be 10 to 100 % in steps of 5' },
    ]);
  });

  it('and what is good is taken', async () => {
    const body = await setVehicle({ targetType: 'ABSOLUTE_STATE_OF_CHARGE' });
    expect(body.errors).toBeUndefined();
    expect(api.accepted().map(({ held }) => held)).toMatchObject([{ preferences: { days: {} } }]);
  });
});

describe('bad input of setDevicePreferences is KT-CT-4374', () => {
  const change = (index: number, facts: object) =>
    inOrder((item, at) => (at === index ? { ...item, ...facts } : item));
  const at = (index: number, name: string) => ['input', 'schedules', String(index), name];

  it.each([
    ['a mode for heating', { mode: 'HEAT' }, ['input', 'mode']],
    ['degrees', { unit: 'CELSIUS' }, ['input', 'unit']],
    ['a relative share', { unit: 'PERCENTAGE_RELATIVE' }, ['input', 'unit']],
    ['six days', { schedules: inOrder().slice(1) }, ['input', 'schedules']],
    ['no day', { schedules: [] }, ['input', 'schedules']],
    ['eight days', { schedules: [...inOrder(), inOrder()[2]] }, ['input', 'schedules']],
    ['a day twice', { schedules: change(3, { dayOfWeek: 'MONDAY' }) }, at(3, 'dayOfWeek')],
    ['an absent day', { schedules: inOrder().with(2, null) }, ['input', 'schedules', '2']],
    ['a time with seconds', { schedules: change(1, { time: '07:00:30' }) }, at(1, 'time')],
    ['a time off the grid', { schedules: change(2, { time: '07:10' }) }, at(2, 'time')],
    ['a share above 100', { schedules: change(3, { max: 105 }) }, at(3, 'max')],
    ['a share off the grid', { schedules: change(4, { max: '82' }) }, at(4, 'max')],
    ['a part of a percent', { schedules: change(5, { max: '82.5' }) }, at(5, 'max')],
    ['a least share above the target', { schedules: change(6, { min: 85 }) }, at(6, 'min')],
    ['a least share off the grid', { schedules: change(0, { min: 7 }) }, at(0, 'min')],
    [
      'a day that stands elsewhere',
      { schedules: change(6, { max: 7 }).toReversed() },
      at(0, 'max'),
    ],
  ])('%s, with its place', async (_what, facts, inputPath) => {
    const { errors } = await setDevice({ schedules: inOrder(), ...facts });
    const extensions = errors[0]?.extensions ?? {};
    expect(extensions['errorCode']).toBe('KT-CT-4374');
    expect(extensions['validationErrors']).toContainEqual(expect.objectContaining({ inputPath }));
    expect(api.accepted()).toEqual([]);
  });

  it.each([
    ['a least share below 0', { min: -5 }, 'min', 'must be 0 to the target in steps of 5'],
    ['a target above 100', { max: 105 }, 'max', 'must be 10 to 100 % in steps of 5'],
    ['a target below 10', { max: 5 }, 'max', 'must be 10 to 100 % in steps of 5'],
  ])('%s is told once, in the words of the API', async (_what, facts, name, message) => {
    for (const deviceId of ['charger', 'battery']) {
      const { errors } = await setDevice({ deviceId, schedules: change(3, facts) });
      expect(errors[0]?.extensions['validationErrors']).toEqual([
        { message, inputPath: at(3, name) },
      ]);
    }
  });

  it('hundreds of days are told by one line', async () => {
    const { errors } = await setDevice({ schedules: Array.from({ length: 500 }, () => null) });
    const message = 'must name each of the 7 days once, not 500';
    expect(errors[0]?.extensions['validationErrors']).toEqual([
      { message, inputPath: ['input', 'schedules'] },
    ]);
  });

  it('and days in any order are taken, with numbers or texts', async () => {
    const schedules = inOrder((item) => ({ ...item, max: '80', min: 20 })).toReversed();
    expect((await setDevice({ schedules })).errors).toBeUndefined();
    const [{ held }] = api.accepted() as [AcceptEntry];
    expect(held?.preferences?.days.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(held?.preferences?.days[0]).toMatchObject({ targetSocPercent: 80, minSocPercent: 20 });
  });

  it('of another account’s device is said like an unknown one, first of all', async () => {
    token = await signInAs(api, 'account', ['A-2']);
    const codes = [];
    for (const deviceId of ['charger', 'nobody']) {
      const { errors } = await setDevice({ deviceId, mode: 'HEAT', schedules: [] });
      codes.push(errors[0]?.extensions['errorCode']);
    }
    expect(codes).toEqual(['KT-CT-4301', 'KT-CT-4301']);
  });

  it('a heat pump takes none', async () => {
    const { errors } = await setDevice({ deviceId: 'pump', schedules: inOrder() });
    expect(errors[0]?.extensions['errorCode']).toBe('KT-CT-4374');
  });
});

describe('the preferences of a battery', () => {
  const commandsOf = () => api.accepted().map(({ wish }) => wish.command);

  it('become its reserve and its ceiling too: the highest of the week', async () => {
    const schedules = inOrder((item, index) => ({
      ...{ ...item, time: '06:45' },
      ...(index === 3 ? { min: 30, max: 90 } : { min: 20 }),
    }));

    const body = await setDevice({ deviceId: 'battery', schedules });

    expect(body.errors).toBeUndefined();
    expect(body.extensions.transactionIds['setDevicePreferences']).toHaveLength(2);
    expect(commandsOf()).toMatchObject([
      { kind: 'set_charging_preferences', params: { days: { length: 7 } } },
      { kind: 'set_reserve', params: { minSocPercent: 30, maxSocPercent: 90 } },
    ]);
  });

  it.each([
    ['what it keeps already', 25, 25],
    ['no more than its new ceiling', 95, 80],
    ['nothing where it has not said', null, 0],
  ])('without a least share keep %s', async (_what, minSocPercent, kept) => {
    const value = { reserve: { minSocPercent } };
    const battery = { rev: 1, bootId: 'b', atMs: 1, receivedAtMs: 1, value };
    const index = api.world.devices.findIndex(({ device }) => device.id === 'battery');
    const state = api.world.devices[index];
    if (state && minSocPercent !== null)
      api.world.devices[index] = { ...state, reports: { battery } };

    await setDevice({ deviceId: 'battery', schedules: inOrder() });

    expect(commandsOf()[1]?.params).toEqual({ minSocPercent: kept, maxSocPercent: 80 });
  });

  it('name a bad least share where it stands, for the day and for the reserve', async () => {
    const schedules = inOrder((item, index) => (index === 2 ? { ...item, min: 150 } : item));
    const { errors } = await setDevice({ deviceId: 'battery', schedules });
    const faults = errors[0]?.extensions['validationErrors'] as readonly { inputPath: string[] }[];
    expect(new Set(faults.map(({ inputPath }) => inputPath.join('.')))).toEqual(
      new Set(['input.schedules.2.min']),
    );
  });

  it('have the least share that is set alone, no day more than its target', async () => {
    const days = Array.from({ length: 7 }, (_each, day) => {
      return { day, readyBy: '06:45', targetSocPercent: day === 2 ? 20 : 90, minSocPercent: 15 };
    });
    const index = api.world.devices.findIndex(({ device }) => device.id === 'battery');
    const state = api.world.devices[index] as (typeof api.world.devices)[number];
    const settings = { ...state.settings, preferences: { days, setAtMs: 1 } };
    api.world.devices[index] = { ...state, settings };
    const query = `mutation { setBatteryChargingPreferences(input: {
      accountNumber: "A-1", minimumSocPercentage: 30
    }) { krakenflexDevice { krakenflexDeviceId } } }`;

    expect((await api.ask(query, { as: token })).body.errors).toBeUndefined();

    const kept = days.map((each, day) => ({ ...each, minSocPercent: day === 2 ? 20 : 30 }));
    expect(commandsOf()).toEqual([
      { kind: 'set_charging_preferences', params: { days: kept } },
      { kind: 'set_reserve', params: { minSocPercent: 30 } },
    ]);
  });

  it.each([0, 5, 42, 101, -5])('as a least share of %i %% alone are KT-CT-4321', async (least) => {
    const query = `mutation { setBatteryChargingPreferences(input: {
      accountNumber: "A-1", minimumSocPercentage: ${least}
    }) { krakenflexDevice { krakenflexDeviceId } } }`;
    const { body } = await api.ask(query, { as: token });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [
        {
          message: 'must be 10 to 100 % in steps of 5',
          inputPath: ['input', 'minimumSocPercentage'],
        },
      ],
    });
    expect(api.accepted()).toEqual([]);
  });
});
