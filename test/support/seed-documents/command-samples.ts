import type { Command } from '../../../src/domain/command.ts';
import type { Schedule } from '../../../src/domain/commands/schedule-schema.ts';
import type { Aspect } from '../../../src/domain/reports.ts';
import type { SeedMutation } from '../seed-documents.ts';

/** One published mutation, what it tells the device, and what the device then shows of itself. */
export type CommandSample = {
  readonly mutation: SeedMutation;
  /** Besides the account and the EUID. */
  readonly variables: object;
  readonly commands: readonly Command[];
  readonly aspect: Aspect;
  /** The aspect's content that proves it. */
  readonly shown: object;
};

type Settings = Schedule['settings'];

const zoneOn = (setpointInCelsius: string | number) => ({
  operationParameters: { zone: 'ZONE_1', mode: 'ON', setpointInCelsius },
});
const toZoneOn = (setpointC: number): Pick<CommandSample, 'commands' | 'aspect' | 'shown'> => ({
  commands: [{ kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'ON', setpointC } }],
  aspect: 'zones',
  shown: { zones: [{ zone: 'ZONE_1', mode: 'ON', setpointC }] },
});
const toWater = (setpointC: number): Pick<CommandSample, 'commands' | 'aspect' | 'shown'> => ({
  commands: [{ kind: 'set_water_setpoint', params: { setpointC } }],
  aspect: 'config',
  shown: { waterSetpointC: setpointC },
});
const toNames = (...names: [string, string][]): Omit<CommandSample, 'mutation' | 'variables'> => ({
  commands: names.map(([sensorCode, displayName]) => {
    return { kind: 'rename_sensor', params: { sensorCode, displayName } };
  }),
  aspect: 'sensors',
  shown: { sensors: names.map(([code, displayName]) => ({ code, displayName })) },
});

const heated: Settings = [
  { time: '06:30:00', action: 'SET_TEMPERATURE', setpointC: 20.5 },
  { time: '22:00:00', action: 'TURN_OFF' },
];
const switched: Settings = [
  { time: '04:00:00', action: 'TURN_ON' },
  { time: '07:15:00', action: 'TURN_OFF' },
];
const degrees = (value: string | number) => ({ value, unit: 'DEGREES_CELSIUS' });

/** Every controller mutation that becomes commands, in both spellings where both are published. */
export const controllerSamples: readonly CommandSample[] = [
  { mutation: 'setZoneMode', variables: zoneOn('21.5'), ...toZoneOn(21.5) },
  { mutation: 'octoHeatPumpSetZoneMode', variables: zoneOn(19), ...toZoneOn(19) },
  {
    mutation: 'setZoneSchedules',
    variables: {
      zoneScheduleParameters: {
        zone: 'ZONE_1',
        schedules: [
          {
            days: '1111100',
            settings: [
              { time: '06:30', action: 'HEAT', setpointInCelsius: '20.5' },
              { time: '22:00', action: 'OFF' },
            ],
          },
        ],
      },
    },
    commands: [
      {
        kind: 'set_zone_schedules',
        params: { zone: 'ZONE_1', schedules: [{ days: '1111100', settings: heated }] },
      },
    ],
    aspect: 'schedules',
    shown: { schedules: [{ zone: 'ZONE_1', days: '1111100', settings: heated }] },
  },
  {
    mutation: 'octoHeatPumpSetZoneSchedules',
    variables: {
      zoneScheduleParameters: {
        zone: 'WATER',
        schedules: [
          {
            days: '1011000',
            settings: [
              { time: '04:00:00', action: 'TURN_ON', setpointInCelsius: null },
              { time: '07:15:00', action: 'turn_off' },
            ],
          },
        ],
      },
    },
    commands: [
      {
        kind: 'set_zone_schedules',
        params: { zone: 'WATER', schedules: [{ days: '1011000', settings: switched }] },
      },
    ],
    aspect: 'schedules',
    shown: { schedules: [{ zone: 'WATER', days: '1011000', settings: switched }] },
  },
  {
    mutation: 'octoHeatPumpSetZonePrimarySensor',
    variables: { operationParameters: { zone: 'ZONE_1', sensorCode: 'SENSOR01' } },
    commands: [{ kind: 'set_primary_sensor', params: { zone: 'ZONE_1', sensorCode: 'SENSOR01' } }],
    aspect: 'zones',
    shown: { zones: [{ zone: 'ZONE_1', mode: 'AUTO', primarySensor: 'SENSOR01' }] },
  },
  {
    mutation: 'octoHeatPumpUpdateFlowTemperatureConfiguration',
    variables: {
      flowTemperatureInput: {
        useWeatherCompensation: true,
        flowTemperature: degrees('45'),
        weatherCompensationValues: { minimum: degrees('35'), maximum: degrees(48.5) },
      },
    },
    commands: [
      {
        kind: 'set_flow_temperature',
        params: { weatherCompensation: true, minC: 35, maxC: 48.5 },
      },
    ],
    aspect: 'config',
    shown: { flow: { weatherCompensation: true, minC: 35, maxC: 48.5, currentC: 41 } },
  },
  { mutation: 'updateWaterSetpoint', variables: { setpoint: 52 }, ...toWater(52) },
  { mutation: 'octoHeatPumpUpdateWaterSetpoint', variables: { setpoint: 51 }, ...toWater(51) },
  {
    mutation: 'updateSensorDisplayName',
    variables: { sensorCode: 'SENSOR01', displayName: 'Living room' },
    ...toNames(['SENSOR01', 'Living room']),
  },
  {
    mutation: 'octoHeatPumpUpdateSensorDisplayName',
    variables: { sensorCode: 'SENSOR02', displayName: 'Küche 厨房' },
    ...toNames(['SENSOR02', 'Küche 厨房']),
  },
  {
    mutation: 'bulkUpdateSensorDisplayName',
    variables: {
      updates: [
        { sensorCode: 'ADC1', newDisplayName: 'Tank' },
        { sensorCode: 'SENSOR01', newDisplayName: 'Hall' },
      ],
    },
    ...toNames(['ADC1', 'Tank'], ['SENSOR01', 'Hall']),
  },
  {
    mutation: 'octoHeatPumpBulkUpdateSensorDisplayName',
    variables: { updates: [{ sensorCode: 'SENSOR02', newDisplayName: 'Attic' }] },
    ...toNames(['SENSOR02', 'Attic']),
  },
  {
    mutation: 'removeSensor',
    variables: { sensorId: 'SENSOR02' },
    commands: [{ kind: 'remove_sensor', params: { sensorCode: 'SENSOR02' } }],
    aspect: 'sensors',
    shown: { sensors: [{ code: 'ADC1' }, { code: 'SENSOR01' }] },
  },
  {
    mutation: 'octoHeatPumpRemoveSensor',
    variables: { sensorId: 'SENSOR01' },
    commands: [{ kind: 'remove_sensor', params: { sensorCode: 'SENSOR01' } }],
    aspect: 'sensors',
    shown: { sensors: [{ code: 'ADC1' }] },
  },
  {
    mutation: 'octoHeatPumpRebootController',
    variables: {},
    commands: [{ kind: 'reboot', params: {} }],
    aspect: 'boot',
    shown: { session: 2, bootedAt: null, firmware: null, certificate: null },
  },
];

/** Every mutation of a third-party heat pump that becomes a command: its input but the account. */
export const unitSamples: readonly CommandSample[] = [
  {
    mutation: 'setClimateControlState',
    variables: { state: false },
    commands: [{ kind: 'set_climate', params: { on: false } }],
    aspect: 'unit',
    shown: { climateOn: false },
  },
  {
    mutation: 'setHotWaterState',
    variables: { state: true },
    commands: [{ kind: 'set_hot_water', params: { on: true } }],
    aspect: 'unit',
    shown: { hotWaterOn: true },
  },
  {
    mutation: 'setRoomTemperature',
    variables: { temperature: 21.5 },
    commands: [{ kind: 'set_room_temperature', params: { setpointC: 21.5 } }],
    aspect: 'unit',
    shown: { setpointC: 21.5 },
  },
];

/** The published mutations that bring a controller into service and take it out. */
export const provisioningMutations = [
  'requestProvisioningClaimCertificate',
  'octoHeatPumpRequestProvisioningClaimCertificate',
  'createTempProvisioningClaim',
  'deprovisionHeatingController',
  'octoHeatPumpDeprovisionHeatingController',
] as const satisfies readonly SeedMutation[];
