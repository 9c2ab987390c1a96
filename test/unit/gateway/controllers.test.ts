import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountNumber } from '../../../src/domain/device.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDevice } from './support/builders.ts';
import { euid } from './support/documents.ts';

const atMs = Date.parse('2026-03-01T11:59:00.000Z');
const report = (value: unknown) => ({ rev: 3, bootId: 'b', atMs, receivedAtMs: atMs, value });

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const read = async (query: string) => {
  const { body } = await api.ask(query, { as: token });
  expect(body.errors).toBeUndefined();
  return body.data;
};
const codeOf = async (query: string) =>
  (await api.ask(query, { as: token })).body.errors[0]?.extensions['errorCode'];

const statusQuery = (prefix: string, account = 'A-1', id = euid) =>
  `{ s: ${prefix}ontrollerStatus(accountNumber: "${account}", euid: "${id}") {
    sensors { code connectivity { online retrievedAt }
      telemetry { temperatureInCelsius humidityPercentage rssi voltage retrievedAt } }
    zones { zone telemetry { setpointInCelsius mode relaySwitchedOn heatDemand retrievedAt } } } }`;

const configurationQuery = `{
  octoHeatPumpControllerConfiguration(accountNumber: "A-1", euid: "${euid}") {
    controller {
      firmwareConfiguration { esp32 efr32 eui }
      state accessPointPassword heatPumpTimezone connected lastReset
    }
    heatPump {
      serialNumber model hardwareVersion faultCodes maxWaterSetpoint minWaterSetpoint
      heatingFlowTemperature {
        currentTemperature { value unit }
        allowableRange { minimum { value } maximum { value } }
      }
      weatherCompensation { enabled currentRange { minimum { value } maximum { value } } }
    }
    zones {
      configuration {
        code zoneType enabled displayName primarySensor callForHeat
        currentOperation { mode setpointInCelsius action end }
        previousOperation { mode }
        sensors {
          ... on ADCSensorConfiguration { code displayName type enabled }
          ... on ZigbeeSensorConfiguration {
            code displayName type id firmwareVersion boostEnabled
          }
        }
      }
      schedules { days settings { startTime action setpointInCelsius zoneState } }
    }
  }
}`;

describe('a controller', () => {
  it('is listed by its EUID with colons', async () => {
    api.world.devices.push(aController(), aDevice());
    const data = await read('{ octoHeatPumpControllerEuids(accountNumber: "A-1") }');
    expect(data['octoHeatPumpControllerEuids']).toEqual([euid]);
  });

  it('shows what it measures, with sentinels where there is nothing', async () => {
    const zones = [
      { zone: 'WATER', mode: 'AUTO', setpointC: 50, relayOn: true, heatDemand: true },
      { zone: 'ZONE_1', mode: 'OFF', setpointC: null },
      { zone: 'CELLAR', mode: 'ON' },
    ];
    api.world.devices.push(aController({ reports: { zones: report({ zones }) } }));
    api.world.telemetry['temperature'] = {
      at: '2026-03-01T11:58:00Z',
      sensors: [{ code: 'SENSOR01', C: 20.5, humidityPercent: 41, rssi: -60, voltageV: 2.9 }],
    };
    for (const prefix of ['octoHeatPumpC', 'heatPumpC']) {
      const { s } = await read(statusQuery(prefix));
      expect(s?.['sensors']).toEqual([
        expect.objectContaining({
          code: 'ADC1',
          telemetry: expect.objectContaining({ temperatureInCelsius: -273.1, rssi: null }),
        }),
        expect.objectContaining({
          code: 'SENSOR01',
          telemetry: {
            temperatureInCelsius: 20.5,
            humidityPercentage: 41,
            rssi: -60,
            voltage: 2.9,
            retrievedAt: '2026-03-01T11:58:00.000000+00:00',
          },
        }),
      ]);
      expect(s?.['zones']).toEqual([
        {
          zone: 'WATER',
          telemetry: {
            setpointInCelsius: 50,
            mode: 'AUTO',
            relaySwitchedOn: true,
            heatDemand: true,
            retrievedAt: '2026-03-01T11:59:00.000000+00:00',
          },
        },
        {
          zone: 'ZONE_1',
          telemetry: expect.objectContaining({ setpointInCelsius: -300, heatDemand: false }),
        },
      ]);
    }
  });

  it('shows how it is set up', async () => {
    api.world.devices.push(
      aController({
        reports: {
          zones: report({
            zones: [
              { zone: 'ZONE_1', displayName: 'Down', mode: 'ON', setpointC: 20, action: 'ON' },
            ],
          }),
          config: report({
            controllerState: ['NORMAL_MODE', 'DREAMING'],
            flow: { currentC: 42.5, weatherCompensation: true, minC: 35, maxC: 50 },
          }),
          schedules: report({
            schedules: [
              {
                zone: 'ZONE_1',
                days: '1111111',
                settings: [
                  { time: '07:00', action: 'SET_TEMPERATURE', setpointC: 21 },
                  { time: 'dusk', action: 'TURN_OFF' },
                ],
              },
            ],
          }),
        },
      }),
    );
    const shown = (await read(configurationQuery))['octoHeatPumpControllerConfiguration'];
    expect(shown?.['controller']).toEqual({
      firmwareConfiguration: { esp32: '1.2.3', efr32: '4.5.6', eui: euid },
      state: ['NORMAL_MODE'],
      accessPointPassword: null,
      heatPumpTimezone: 'GMT0BST,M3.5.0/1,M10.5.0',
      connected: true,
      lastReset: null,
    });
    expect(shown?.['heatPump']).toMatchObject({
      serialNumber: 'HP-6',
      model: 'Outdoor 6',
      maxWaterSetpoint: 60,
      minWaterSetpoint: 40,
      heatingFlowTemperature: {
        currentTemperature: { value: '42.5', unit: 'DEGREES_CELSIUS' },
        allowableRange: { minimum: { value: '30' }, maximum: { value: '70' } },
      },
      weatherCompensation: {
        enabled: true,
        currentRange: { minimum: { value: '35' }, maximum: { value: '50' } },
      },
    });
    expect(shown?.['zones']).toEqual([
      expect.objectContaining({
        configuration: expect.objectContaining({
          code: 'WATER',
          sensors: [{ code: 'ADC1', displayName: 'ADC1', type: 'NTC', enabled: true }],
        }),
      }),
      {
        configuration: {
          code: 'ZONE_1',
          zoneType: 'HEAT',
          enabled: true,
          displayName: 'Down',
          primarySensor: null,
          currentOperation: {
            mode: 'ON',
            setpointInCelsius: 20,
            action: 'ON',
            end: '1970-01-01T00:00:00.000000+00:00',
          },
          previousOperation: null,
          callForHeat: false,
          sensors: [
            {
              code: 'SENSOR01',
              displayName: 'SENSOR01',
              type: 'ZIGBEE',
              id: 'z-1',
              firmwareVersion: '9',
              boostEnabled: false,
            },
          ],
        },
        schedules: [
          {
            days: '1111111',
            settings: [
              {
                startTime: '07:00:00',
                action: 'SET_TEMPERATURE',
                setpointInCelsius: 21,
                zoneState: 'ON',
              },
              { startTime: null, action: 'TURN_OFF', setpointInCelsius: null, zoneState: 'OFF' },
            ],
          },
        ],
      },
    ]);
  });

  it('that has never connected has no configuration yet', async () => {
    api.world.devices.push(aController({ description: null }));
    expect(await codeOf(configurationQuery)).toBe('KT-CT-4305');
  });

  it('that is unknown and one of another account get the same answer', async () => {
    const foreign = aController();
    api.world.devices.push({
      ...foreign,
      device: { ...foreign.device, accountNumber: 'A-2' as AccountNumber },
    });
    expect(await codeOf(statusQuery('octoHeatPumpC'))).toBe('KT-CT-4301');
    expect(await codeOf(statusQuery('octoHeatPumpC', 'A-1', 'ffffffffffffffff'))).toBe(
      'KT-CT-4301',
    );
    expect(await codeOf(statusQuery('octoHeatPumpC', 'A-1', 'nonsense'))).toBe('KT-CT-4301');
    expect(await codeOf(statusQuery('octoHeatPumpC', 'A-2'))).toBe('KT-CT-1111');
  });
});
