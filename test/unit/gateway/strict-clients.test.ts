import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '../../../src/domain/ports/devices.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDescription } from './support/builders.ts';
import { euid } from './support/documents.ts';

const atMs = Date.parse('2026-03-01T11:59:00.000Z');
const report = (value: unknown) => ({ rev: 3, bootId: 'b', atMs, receivedAtMs: atMs, value });
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/;
const aMoment = expect.stringMatching(moment);
const anyText = expect.any(String);
const anyNumber = expect.any(Number);
const aDecimal = expect.stringMatching(/^-?\d+(\.\d+)?$/);
const aTemperature = { value: aDecimal, unit: 'DEGREES_CELSIUS' };
const aRange = { minimum: aTemperature, maximum: aTemperature };

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

type Shown = {
  readonly status: {
    readonly sensors: { readonly code: string }[];
    readonly zones: { readonly zone: string }[];
  };
  readonly configuration: {
    readonly controller: Readonly<Record<string, unknown>>;
    readonly heatPump: Readonly<Record<string, unknown>>;
    readonly zones: {
      readonly configuration: { readonly code: string; readonly sensors: { code: string }[] };
      readonly schedules: { readonly settings: Readonly<Record<string, unknown>>[] }[];
    }[];
  };
};
const show = async (state: Partial<Omit<DeviceState, 'device'>>): Promise<Shown> => {
  api.world.devices.splice(0, 1, aController(state));
  const range = '{ minimum { value unit } maximum { value unit } }';
  const { body } = await api.ask(
    `{
      status: octoHeatPumpControllerStatus(accountNumber: "A-1", euid: "${euid}") {
        sensors { code connectivity { online retrievedAt }
          telemetry { temperatureInCelsius humidityPercentage retrievedAt } }
        zones { zone telemetry { setpointInCelsius mode relaySwitchedOn heatDemand retrievedAt } }
      }
      configuration: octoHeatPumpControllerConfiguration(accountNumber: "A-1", euid: "${euid}") {
        controller { state heatPumpTimezone connected lastReset firmwareConfiguration { esp32 } }
        heatPump {
          serialNumber model hardwareVersion faultCodes maxWaterSetpoint minWaterSetpoint
          heatingFlowTemperature { currentTemperature { value unit } allowableRange ${range} }
          weatherCompensation { enabled currentRange ${range} allowableRange ${range} }
          manifoldEnabled hasHeatPumpCompatibleCylinder quieterModeEnabled
        }
        zones {
          configuration {
            code zoneType enabled displayName callForHeat heatDemand emergency
            currentOperation { mode setpointInCelsius action end }
            sensors {
              ... on ADCSensorConfiguration { code displayName type enabled }
              ... on ZigbeeSensorConfiguration { code displayName type boostEnabled }
            }
          }
          schedules { days settings { startTime action setpointInCelsius zoneState } }
        }
      }
    }`,
    { as: token },
  );
  expect(body.errors).toBeUndefined();
  return body.data as unknown as Shown;
};

const slots = (...settings: object[]) => ({
  schedules: report({ schedules: [{ zone: 'ZONE_1', days: '1111100', settings }] }),
});
const settingsOf = ({ configuration }: Shown) =>
  configuration.zones.flatMap(({ schedules }) => schedules.flatMap(({ settings }) => settings));

/** A controller that says as little as the wire's schemas let it. */
const leastSaid = {
  zones: report({ zones: [{ zone: 'ZONE_1', mode: 'AUTO' }] }),
  config: report({ flow: { currentC: 40 } }),
};
const offline = { epoch: 1, live: false, connectedAtMs: atMs, lostAtMs: atMs + 60_000 };

describe('a strict client', () => {
  it('finds everything that it needs in the status of a controller that says little', async () => {
    const { status } = await show({ reports: leastSaid });
    expect(status.sensors).toHaveLength(2);
    for (const sensor of status.sensors) {
      expect(sensor).toMatchObject({
        code: anyText,
        connectivity: { online: false, retrievedAt: aMoment },
        telemetry: { temperatureInCelsius: -273.1, humidityPercentage: null, retrievedAt: aMoment },
      });
    }
    expect(status.zones).toEqual([
      {
        zone: 'ZONE_1',
        telemetry: {
          ...{ setpointInCelsius: -300, mode: 'AUTO', relaySwitchedOn: false, heatDemand: false },
          retrievedAt: aMoment,
        },
      },
    ]);
  });

  it('finds everything that it needs in the configuration of one that says little', async () => {
    const least = aDescription({ heatPump: null, serial: null, model: null, water: null });
    const description = { ...least, hardwareVersion: null, flow: null, firmware: {} };
    const { configuration } = await show({ description, reports: leastSaid, link: offline });
    expect(configuration.controller).toMatchObject({
      ...{ state: ['NORMAL_MODE'], heatPumpTimezone: anyText, connected: false },
    });
    expect(configuration.heatPump).toEqual({
      ...{ serialNumber: anyText, model: anyText, hardwareVersion: anyText, faultCodes: [] },
      ...{ maxWaterSetpoint: 60, minWaterSetpoint: 40 },
      heatingFlowTemperature: { currentTemperature: aTemperature, allowableRange: aRange },
      weatherCompensation: { enabled: false, currentRange: aRange, allowableRange: aRange },
      ...{ manifoldEnabled: false, hasHeatPumpCompatibleCylinder: false },
      quieterModeEnabled: false,
    });
    for (const zone of configuration.zones) {
      expect(zone.configuration).toMatchObject({
        ...{ code: anyText, displayName: anyText, callForHeat: false, emergency: false },
        currentOperation: {
          setpointInCelsius: anyNumber,
          end: '1970-01-01T00:00:00.000000+00:00',
        },
      });
    }
  });

  it('reads whole degrees for the hot water, inside what the device takes', async () => {
    const description = aDescription({ water: { minC: 40.5, maxC: 59.5 } });
    const { configuration } = await show({ description });
    expect(configuration.heatPump).toMatchObject({ minWaterSetpoint: 41, maxWaterSetpoint: 59 });
  });

  it('reads the end of a boost as a moment', async () => {
    const zone = { zone: 'ZONE_1', mode: 'BOOST', action: 'ON', setpointC: 22.5 };
    const zones = report({ zones: [{ ...zone, endAt: '2026-03-01T13:00:00Z' }] });
    const { configuration } = await show({ reports: { zones } });
    expect(configuration.zones[1]?.configuration).toMatchObject({
      currentOperation: {
        ...{ mode: 'BOOST', setpointInCelsius: 22.5, action: 'ON' },
        end: '2026-03-01T13:00:00.000000+00:00',
      },
    });
  });
});

describe('a schedule', () => {
  it.each([
    ['HEAT', 'SET_TEMPERATURE', 'ON'],
    ['heat', 'SET_TEMPERATURE', 'ON'],
    ['ON', 'TURN_ON', 'ON'],
    ['OFF', 'TURN_OFF', 'OFF'],
    ['SET_TEMPERATURE', 'SET_TEMPERATURE', 'ON'],
    ['TURN_ON', 'TURN_ON', 'ON'],
    ['turn_off', 'TURN_OFF', 'OFF'],
    ['WARM', 'SET_TEMPERATURE', 'ON'],
  ])('is read in the words of the API when the device writes %s', async (word, action, state) => {
    const shown = await show({ reports: slots({ time: '06:30', action: word, setpointC: 21 }) });
    expect(settingsOf(shown)).toEqual([
      { startTime: '06:30:00', action, setpointInCelsius: 21, zoneState: state },
    ]);
  });

  it('shows a slot without an action by its setpoint, and never guesses more', async () => {
    const settings = [
      { time: '06:30:00', setpointC: 21 },
      { time: '07:00:00.000', setpointC: null },
      { time: '25:00', action: 'WARM' },
    ];
    const shown = settingsOf(await show({ reports: slots(...settings) }));
    expect(shown).toMatchObject([
      { startTime: '06:30:00', action: 'SET_TEMPERATURE', zoneState: 'ON' },
      { startTime: '07:00:00', action: null, zoneState: null },
      { startTime: null, action: null, zoneState: null },
    ]);
  });
});

describe('a controller', () => {
  it('that went offline shows its last state, and that it is not connected', async () => {
    const zones = report({ zones: [{ zone: 'WATER', mode: 'ON', setpointC: 48, relayOn: true }] });
    const { status, configuration } = await show({ reports: { zones }, link: offline });
    expect(status.zones).toMatchObject([{ telemetry: { setpointInCelsius: 48, mode: 'ON' } }]);
    expect(configuration.controller['connected']).toBe(false);
  });

  it('shows its birth where its configuration says less', async () => {
    const boot = report({ bootedAt: '2026-02-28T10:00:00Z', firmware: '7.1' });
    const description = aDescription({ firmware: {} });
    const fromBirth = await show({ description, reports: { boot } });
    expect(fromBirth.configuration.controller).toMatchObject({
      lastReset: '2026-02-28T10:00:00.000000+00:00',
      firmwareConfiguration: { esp32: '7.1' },
    });
    const config = report({ lastReset: '2026-02-28T11:00:00Z' });
    const own = await show({ reports: { boot, config } });
    expect(own.configuration.controller).toMatchObject({
      lastReset: '2026-02-28T11:00:00.000000+00:00',
      firmwareConfiguration: { esp32: '1.2.3' },
    });
  });

  it('shows no radio sensor that it no longer reports, but its wired ones', async () => {
    const codesOf = ({ status, configuration }: Shown) => [
      status.sensors.map(({ code }) => code),
      configuration.zones.flatMap((zone) => zone.configuration.sensors.map(({ code }) => code)),
    ];
    expect(codesOf(await show({}))).toEqual([
      ['ADC1', 'SENSOR01'],
      ['ADC1', 'SENSOR01'],
    ]);
    const sensors = report({ sensors: [] });
    expect(codesOf(await show({ reports: { sensors } }))).toEqual([['ADC1'], ['ADC1']]);
  });
});
