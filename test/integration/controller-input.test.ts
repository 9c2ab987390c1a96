import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandSpecs } from '../../src/domain/command.ts';
import type { DeviceClass } from '../../src/domain/device.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeDescription } from '../support/builders.ts';
import { startCoreApi } from '../support/core-api.ts';
import { addDevice, read } from '../support/core-devices.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { useCore } from '../support/use-core.ts';
import { type AskOptions, signInAs, type TestApi } from '../unit/gateway/support/api.ts';

const euid = '00:1e:5e:09:02:ba:5d:84';
const identity = '001e5e0902ba5d84';
const description = makeDescription({
  kinds: Object.keys(commandSpecs),
  zones: [
    { zone: 'ZONE_1', type: 'HEAT', minC: 0, maxC: 30, stepC: 0.5, enabled: true, sensorCodes: [] },
    {
      zone: 'WATER',
      type: 'WATER',
      minC: 40,
      maxC: 70,
      stepC: 0.5,
      enabled: true,
      sensorCodes: [],
    },
  ],
  water: { minC: 40, maxC: 60 },
  flow: { minC: 30, maxC: 70 },
});

const bench = useCore();
let api: TestApi;
let owner: string;
let device: Awaited<ReturnType<typeof addDevice>>;
beforeAll(async () => {
  api = await startCoreApi(bench);
});
beforeEach(async () => {
  owner = await signInAs(api, 'account', ['A-1']);
  device = await addDescribed('heat_pump_controller');
});
afterAll(() => api.close());

async function addDescribed(deviceClass: DeviceClass) {
  const added = await addDevice(bench.core, deviceClass, { identity, provider: 'DAIKIN' });
  await bench.core.reported.describe(added.id, { ...description, class: deviceClass });
  return added;
}

async function ask(document: string, variables: object, options: AskOptions = {}) {
  const all = { accountNumber: 'A-1', euid, ...variables };
  const { body } = await api.ask(document, { as: owner, variables: all, ...options });
  return { ...body, ids: body.extensions?.transactionIds, error: body.errors?.[0]?.extensions };
}

async function refusedBy(mutation: SeedMutation, variables: object, as = owner) {
  const { error } = await ask(seedDocuments[mutation], variables, { as });
  const faults = (error?.['validationErrors'] ?? []) as { inputPath: string[]; code?: string }[];
  const places = faults.map(({ inputPath, code }) => `${code} ${inputPath.join('.')}`);
  return { code: error?.['errorCode'], type: error?.['errorType'], places, error };
}

/** Nothing of a transaction is stored. */
async function expectNothingStored(): Promise<void> {
  const keys = await bench.redis.keys('jg:*');
  expect(keys.filter((key) => /jg:(tx|tl|mb|ix|idem|sk):/.test(key))).toEqual([]);
}

const slot = (time: string, setpointInCelsius?: number) => ({
  time,
  action: setpointInCelsius === undefined ? 'OFF' : 'HEAT',
  setpointInCelsius,
});
const schedules = (zone: string, ...items: [string, ...object[]][]) => ({
  zoneScheduleParameters: {
    zone,
    schedules: items.map(([days, ...settings]) => ({ days, settings })),
  },
});
const degrees = (value: number | string) => ({ value, unit: 'DEGREES_CELSIUS' });
const flow = (input: object) => ({ flowTemperatureInput: input });
const zone = (operationParameters: object) => ({ operationParameters });
const at = 'zoneScheduleParameters.schedules';
const range = 'flowTemperatureInput.weatherCompensationValues';
const flowField = 'octoHeatPumpUpdateFlowTemperatureConfiguration';

describe('input that the controller does not allow stores nothing', () => {
  it.each([
    [
      'setZoneMode',
      zone({ zone: 'ZONE_1', mode: 'ON', setpointInCelsius: '20.3' }),
      'KT-CT-4333',
      ['out_of_range operationParameters.setpointInCelsius'],
    ],
    [
      'octoHeatPumpSetZoneMode',
      zone({ zone: 'ZONE_2', mode: 'ON' }),
      'KT-CT-4333',
      ['unknown_zone operationParameters.zone'],
    ],
    [
      'setZoneMode',
      zone({ zone: 'ZONE_1', mode: 'ON', scheduleOverrideAction: 'TURN_ON' }),
      'KT-CT-4333',
      ['invalid_parameters operationParameters.scheduleOverrideAction'],
    ],
    [
      'setZoneSchedules',
      schedules('ZONE_1', ['111', slot('06:00')]),
      'KT-CT-4334',
      [`invalid_parameters ${at}.0.days`],
    ],
    [
      'octoHeatPumpSetZoneSchedules',
      schedules('ZONE_1', ['1100000', slot('06:00')], ['0111111', slot('06:00')]),
      'KT-CT-4334',
      [`invalid_parameters ${at}.1.days`],
    ],
    [
      'setZoneSchedules',
      schedules('ZONE_1', ['1111111', slot('06:00', 20.3), slot('06:00', 31)]),
      'KT-CT-4334',
      [
        `out_of_range ${at}.0.settings.0.setpointInCelsius`,
        `invalid_parameters ${at}.0.settings.1.time`,
        `out_of_range ${at}.0.settings.1.setpointInCelsius`,
      ],
    ],
    [
      'setZoneSchedules',
      schedules('ZONE_1', ['1111111', { time: '06:00', action: 'WARM' }]),
      'KT-CT-4334',
      [`invalid_parameters ${at}.0.settings.0.action`],
    ],
    [
      'setZoneSchedules',
      schedules('ZONE_2', ['1111111', slot('06:00')]),
      'KT-CT-4334',
      ['unknown_zone zoneScheduleParameters.zone'],
    ],
    ['setZoneSchedules', schedules('ZONE_1'), 'KT-CT-4334', [`invalid_parameters ${at}`]],
    [
      'octoHeatPumpSetZonePrimarySensor',
      zone({ zone: 'ZONE_1', sensorCode: 'S99' }),
      'KT-CT-4321',
      ['unknown_sensor operationParameters.sensorCode'],
    ],
    [
      flowField,
      flow({ useWeatherCompensation: false, flowTemperature: degrees('29.5') }),
      'KT-CT-4321',
      ['out_of_range flowTemperatureInput.flowTemperature.value'],
    ],
    [
      flowField,
      flow({ useWeatherCompensation: false }),
      'KT-CT-4321',
      ['invalid_parameters flowTemperatureInput.flowTemperature.value'],
    ],
    [
      flowField,
      flow({
        useWeatherCompensation: true,
        weatherCompensationValues: { minimum: degrees(50), maximum: degrees(40) },
      }),
      'KT-CT-4321',
      [`invalid_parameters ${range}.minimum.value`],
    ],
    ['updateWaterSetpoint', { setpoint: 61 }, 'KT-CT-4321', ['out_of_range setpoint']],
    ['octoHeatPumpUpdateWaterSetpoint', { setpoint: 39 }, 'KT-CT-4321', ['out_of_range setpoint']],
    [
      'updateSensorDisplayName',
      { sensorCode: 'S1', displayName: '' },
      'KT-CT-4321',
      ['invalid_parameters displayName'],
    ],
    [
      'octoHeatPumpUpdateSensorDisplayName',
      { sensorCode: 'S1', displayName: 'x'.repeat(65) },
      'KT-CT-4321',
      ['invalid_parameters displayName'],
    ],
    [
      'updateSensorDisplayName',
      { sensorCode: 'S99', displayName: 'a\u0007' },
      'KT-CT-4321',
      ['invalid_parameters displayName', 'unknown_sensor sensorCode'],
    ],
    [
      'bulkUpdateSensorDisplayName',
      {
        updates: [
          { sensorCode: 'S1', newDisplayName: 'Hall' },
          { sensorCode: 'S2', newDisplayName: ' ' },
          { sensorCode: 'S99', newDisplayName: 'Attic' },
        ],
      },
      'KT-CT-4321',
      ['invalid_parameters updates.1.newDisplayName', 'unknown_sensor updates.2.sensorCode'],
    ],
    ['removeSensor', { sensorId: 'S99' }, 'KT-CT-4309', ['unknown_sensor sensorId']],
    ['octoHeatPumpRemoveSensor', { sensorId: '' }, 'KT-CT-4309', ['invalid_parameters sensorId']],
  ] as [SeedMutation, object, string, string[]][])(
    '%s %j',
    async (mutation, variables, code, places) => {
      const refused = await refusedBy(mutation, variables);
      expect(refused).toMatchObject({ code, places });
      expect(refused.type).toBe(code === 'KT-CT-4309' ? 'APPLICATION' : 'VALIDATION');
      await expectNothingStored();
    },
  );
});

describe('what state, safety and capability refuse', () => {
  const warm = schedules('ZONE_1', ['1111111', slot('06:00', 4)]);
  it.each([
    ['setZoneMode', zone({ zone: 'ZONE_1', mode: 'ON', setpointInCelsius: 4 }), 'KT-CT-4306'],
    ['setZoneSchedules', warm, 'KT-CT-4308'],
    [
      'octoHeatPumpSetZoneSchedules',
      schedules('WATER', ['1111111', slot('06:00', 65)]),
      'KT-CT-4308',
    ],
  ] as [SeedMutation, object, string][])(
    '%s %j is stored as REFUSED',
    async (mutation, variables, code) => {
      const { error, type } = await refusedBy(mutation, variables);
      expect([error?.['errorCode'], type]).toEqual([code, 'APPLICATION']);
      const reason = { code: expect.stringMatching(/^(frost|scald)_protection$/) };
      const stored = await read(bench.core, error?.['transactionId'] as TransactionId);
      expect(stored).toMatchObject({ status: 'REFUSED', mutation, reason });
    },
  );

  it('a reboot of a controller that is away', async () => {
    const { error, code } = await refusedBy('octoHeatPumpRebootController', {});
    expect(code).toBe('refused');
    expect(error?.['reason']).toMatchObject({ code: 'device_disconnected' });
  });

  it.each([
    ['setZoneMode', zone({ zone: 'ZONE_1', mode: 'OFF' }), 'KT-CT-4306'],
    ['setZoneSchedules', schedules('ZONE_1', ['1111111', slot('06:00')]), 'KT-CT-4308'],
    ['removeSensor', { sensorId: 'S1' }, 'KT-CT-4309'],
    ['octoHeatPumpRebootController', {}, 'unsupported'],
    ['updateWaterSetpoint', { setpoint: 50 }, 'unsupported'],
  ] as [SeedMutation, object, string][])(
    '%s of one that does not take it',
    async (mutation, variables, code) => {
      await bench.core.reported.describe(device.id, { ...description, kinds: [] });
      expect(await refusedBy(mutation, variables)).toMatchObject({ code, type: 'APPLICATION' });
      await expectNothingStored();
    },
  );

  it('a mailbox that is full, in the words of each mutation', async () => {
    const updates = Array.from({ length: 50 }, (_, index) => {
      return { sensorCode: `S${index}`, newDisplayName: `Sensor ${index}` };
    });
    const { ids } = await ask(seedDocuments.bulkUpdateSensorDisplayName, { updates });
    expect(ids?.['bulkUpdateSensorDisplayName']).toHaveLength(50);
    const codeOf = async (mutation: SeedMutation, variables: object) =>
      (await refusedBy(mutation, variables)).code;
    const slots = schedules('ZONE_1', ['1111111', slot('06:00')]);
    expect(await codeOf('setZoneMode', zone({ zone: 'ZONE_1', mode: 'OFF' }))).toBe('KT-CT-4306');
    expect(await codeOf('setZoneSchedules', slots)).toBe('KT-CT-4308');
    expect(await codeOf('removeSensor', { sensorId: 'S60' })).toBe('KT-CT-4309');
    expect(await codeOf('updateWaterSetpoint', { setpoint: 50 })).toBe('device_queue_full');
    // A name for a sensor that waits for one takes its place.
    expect(await codeOf('updateSensorDisplayName', { sensorCode: 'S1', displayName: 'y' })).toBe(
      undefined,
    );
  });
});
