import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../simulators/lib/clock.ts';
import { isRefusal } from '../../../simulators/lib/mqtt/request.ts';
import { makeRandom } from '../../../simulators/lib/random.ts';
import { makeHeatPump } from '../../../simulators/mqtt-heat-pump/heat-pump.ts';
import { makeLocalTime } from '../../../simulators/mqtt-heat-pump/schedule/local-time.ts';
import type { ZoneName } from '../../../simulators/mqtt-heat-pump/zone-words.ts';

const HOUR_MS = 3_600_000;
const localTime = makeLocalTime('Europe/London', 'sunday');
let clock: SimClock;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00.000Z') });
  clock = makeClock(1);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const everyDay = { days: '1111111', settings: [{ time: '06:00', action: 'ON' }] };
const oneDay = (...settings: object[]) => ({
  zone: 'ZONE_1',
  schedules: [{ days: '1000000', settings }],
});

function heatPump(sensors = 6) {
  const parts = { euid: '001e5e0902ba5d84', clock, random: makeRandom(1, 'test') };
  const pump = makeHeatPump({ ...parts, changed: () => {} }, { sensors, localTime });
  const zone = (name: ZoneName) => {
    const found = pump.state.zones.get(name);
    if (found === undefined) throw new Error(`no zone ${name}`);
    return found;
  };
  const command = (kind: string, params: Record<string, unknown>) => {
    const judged = pump.commands[kind]?.plan(pump.state, params);
    if (judged === undefined) throw new Error(`no kind ${kind}`);
    if (isRefusal(judged)) return judged.code;
    judged.apply();
    return 'applied';
  };
  return { pump, zone, command };
}

describe('modes', () => {
  test('a boost upon a boost returns to what was before the first', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'WATER', mode: 'OFF' });
    command('set_zone_mode', { zone: 'WATER', mode: 'BOOST', endAt: '2026-11-23T12:30:00Z' });
    command('set_zone_mode', { zone: 'WATER', mode: 'BOOST', endAt: '2026-11-23T13:00:00Z' });
    vi.advanceTimersByTime(HOUR_MS - 1_000);
    expect(zone('WATER').operation.mode).toBe('BOOST');
    vi.advanceTimersByTime(1_000);
    expect(zone('WATER')).toMatchObject({ operation: { mode: 'OFF' }, endAt: null });
  });

  test('a boost without an end lasts an hour', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_2', mode: 'BOOST', setpointC: 23 });
    expect(zone('ZONE_2').endAt).toBe('2026-11-23T13:00:00.000Z');
  });

  test('another mode ends a boost for good', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'BOOST' });
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 20 });
    vi.advanceTimersByTime(2 * HOUR_MS);
    expect(zone('ZONE_1')).toMatchObject({ operation: { mode: 'ON', setpointC: 20 }, endAt: null });
  });

  test('AUTO follows the schedule, and an override holds until its next change-over', () => {
    const { pump, zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'AUTO' });
    expect(zone('ZONE_1').operation).toMatchObject({ mode: 'AUTO', setpointC: 20 });
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'AUTO', setpointC: 23.5 });
    pump.step(1_000);
    expect(zone('ZONE_1').operation.setpointC).toBe(23.5);
    vi.setSystemTime(new Date('2026-11-23T22:01:00.000Z'));
    pump.step(1_000);
    expect(zone('ZONE_1').operation).toMatchObject({ mode: 'AUTO', setpointC: 17 });
  });

  test('the water setpoint moves the tank but not a boost of it', () => {
    const { pump, zone, command } = heatPump();
    command('set_zone_mode', { zone: 'WATER', mode: 'BOOST', setpointC: 60 });
    command('set_water_setpoint', { setpointC: 48 });
    expect(pump.state.waterSetpointC).toBe(48);
    expect(zone('WATER').operation.setpointC).toBe(60);
  });
});

describe('what a zone shows', () => {
  test('a heat zone that is off shows 7, and put on without a setpoint 20', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'OFF' });
    expect(zone('ZONE_1').operation).toEqual({ mode: 'OFF', setpointC: 7, action: 'OFF' });
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON' });
    expect(zone('ZONE_1').operation).toEqual({ mode: 'ON', setpointC: 20, action: 'ON' });
    command('set_zone_mode', { zone: 'WATER', mode: 'ON' });
    expect(zone('WATER').operation).toMatchObject({ mode: 'ON', setpointC: 50 });
  });

  test('an override switches the running slot off or on, and ends with it', () => {
    const { pump, zone, command } = heatPump();
    const override = (scheduleOverrideAction: string) =>
      command('set_zone_mode', { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction });
    override('TURN_OFF');
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 7, action: 'OFF' });
    override('TURN_ON');
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 20, action: 'ON' });
    override('TURN_OFF');
    pump.step(1_000);
    expect(zone('ZONE_1').operation.action).toBe('OFF');
    vi.setSystemTime(new Date('2026-11-23T22:00:00.000Z'));
    pump.step(1_000);
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 17, action: 'ON' });
    expect(
      command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', scheduleOverrideAction: 'TURN_ON' }),
    ).toBe('out_of_range');
  });

  test('an override ends at midnight where no schedule ends it', () => {
    const { pump, zone, command } = heatPump();
    command('set_zone_schedules', { zone: 'ZONE_1', schedules: [] });
    const wish = { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction: 'TURN_OFF' };
    expect(command('set_zone_mode', wish)).toBe('applied');
    vi.setSystemTime(new Date('2026-11-23T23:59:59.000Z'));
    pump.step(1_000);
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 7, action: 'OFF' });
    vi.setSystemTime(new Date('2026-11-24T00:00:00.000Z'));
    pump.step(1_000);
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 20, action: 'ON' });
  });

  test('schedules are told in the words that are read, whatever was written', () => {
    const { zone, command } = heatPump();
    const settings = [
      { time: '06:00:00', action: 'HEAT', setpointC: 21 },
      { time: '08:00:00', action: 'OFF' },
      { time: '17:00:00', action: 'ON' },
      { time: '22:00:00', action: 'heat' },
    ];
    const schedules = [{ days: '1111111', settings }];
    expect(command('set_zone_schedules', { zone: 'ZONE_1', schedules })).toBe('applied');
    expect(zone('ZONE_1').schedules[0]?.settings.map(({ action }) => action)).toEqual([
      'SET_TEMPERATURE',
      'TURN_OFF',
      'TURN_ON',
      'TURN_ON',
    ]);
    // Noon: switched off since eight.
    expect(zone('ZONE_1').operation).toEqual({ mode: 'AUTO', setpointC: 7, action: 'OFF' });
  });

  test('a zone that is held at the wall takes no command until it is let go', () => {
    const { pump, zone, command } = heatPump();
    expect(pump.overrideLocally?.({ zone: 'ZONE_1', hold: true })).toMatchObject({ ok: true });
    expect(zone('ZONE_1').operation.mode).toBe('AUTO');
    const wish = { zone: 'ZONE_1', mode: 'ON' };
    expect(command('set_zone_mode', wish)).toBe('local_override');
    expect(command('set_zone_mode', { ...wish, zone: 'ZONE_2' })).toBe('applied');
    pump.overrideLocally?.({ zone: 'ZONE_1', mode: 'ON', setpointC: 22, hold: false });
    expect(zone('ZONE_1').operation).toMatchObject({ mode: 'ON', setpointC: 22 });
    expect(command('set_zone_mode', wish)).toBe('applied');
    expect(pump.overrideLocally?.({ zone: 'ZONE_1', setpointC: 99 })).toMatchObject({ ok: false });
  });

  test('a fault is told with its code, and rests the compressor', () => {
    const { pump, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 25 });
    pump.step(60_000);
    expect(pump.state.compressor.isRunning).toBe(true);
    pump.setFault?.('E7');
    pump.setFault?.('E9');
    pump.step(1_000);
    expect(pump.state.compressor.isRunning).toBe(false);
    const config = { controllerState: ['FAULT_MODE'], faultCodes: ['E7', 'E9'] };
    expect(pump.readAspect('config', '')).toMatchObject(config);
    pump.setFault?.(null);
    expect(pump.readAspect('config', '')).toMatchObject({ controllerState: ['NORMAL_MODE'] });
  });
});

describe('ranges', () => {
  test.each([
    ['set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 30.5 }],
    ['set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 20.3 }],
    ['set_zone_mode', { zone: 'ZONE_9', mode: 'ON' }],
    ['set_zone_mode', { zone: 'ZONE_1', mode: 'TURBO' }],
    ['set_zone_mode', { zone: 'ZONE_1', mode: 'BOOST', endAt: '2026-11-23T11:00:00Z' }],
    ['set_zone_mode', { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction: 'SET_TEMPERATURE' }],
    ['set_water_setpoint', { setpointC: 39.5 }],
    ['set_water_setpoint', { setpointC: '50' }],
    ['set_flow_temperature', { weatherCompensation: true, minC: 50, maxC: 45 }],
    ['rename_sensor', { sensorCode: 'SENSOR99', displayName: 'x' }],
    ['rename_sensor', { sensorCode: 'ADC1', displayName: ' ' }],
    ['set_primary_sensor', { zone: 'ZONE_1', sensorCode: 'ADC1' }],
    ['set_zone_schedules', { zone: 'ZONE_1', schedules: [{ days: '11', settings: [] }] }],
    ['set_zone_schedules', oneDay({ time: '25:00', action: 'ON' })],
    ['set_zone_schedules', oneDay({ time: '06:00', action: 'WARM' })],
    ['set_zone_schedules', oneDay({ time: '06:00', action: 'SET_TEMPERATURE' })],
    ['set_zone_schedules', oneDay({ time: '06:00', action: 'HEAT', setpointC: 35 })],
    [
      'set_zone_schedules',
      oneDay({ time: '06:00', action: 'ON' }, { time: '05:00', action: 'ON' }),
    ],
    ['set_zone_schedules', oneDay(...Array(17).fill({ time: '06:00', action: 'ON' }))],
    ['set_zone_schedules', { zone: 'ZONE_1', schedules: [everyDay, everyDay] }],
  ])('%s %o is out of range', (kind, params) => {
    expect(heatPump().command(kind, params)).toBe('out_of_range');
  });

  test('a removed primary sensor gives way to another of its zone', () => {
    const { pump, zone, command } = heatPump();
    expect(zone('ZONE_1').primarySensor).toBe('SENSOR01');
    expect(command('remove_sensor', { sensorCode: 'SENSOR01' })).toBe('applied');
    expect(zone('ZONE_1').primarySensor).toBe('ADC2');
    expect(pump.state.sensors.size).toBe(5);
    expect(command('remove_sensor', { sensorCode: 'ADC1' })).toBe('unsupported');
  });
});
