import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../simulators/lib/clock.ts';
import { isRefusal } from '../../../simulators/lib/mqtt/request.ts';
import { makeRandom } from '../../../simulators/lib/random.ts';
import { makeHeatPump } from '../../../simulators/mqtt-heat-pump/heat-pump.ts';
import { makeLocalTime } from '../../../simulators/mqtt-heat-pump/schedule/local-time.ts';
import {
  decideDemand,
  performanceAt,
  stepBody,
} from '../../../simulators/mqtt-heat-pump/thermal-model.ts';
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

describe('the thermal model', () => {
  test('a body that is not heated cools to its surroundings', () => {
    const body = { temperatureC: 20, ambientC: 8, tauHours: 20, heatRateCPerHour: 0 };
    expect(stepBody(body, 20)).toBeCloseTo(8 + 12 / Math.E);
    expect(stepBody(body, 10_000)).toBeCloseTo(8);
  });

  test('a heated body warms, and the steps may be of any length', () => {
    const body = { temperatureC: 18, ambientC: 8, tauHours: 20, heatRateCPerHour: 1.4 };
    const once = stepBody(body, 1);
    const twice = stepBody({ ...body, temperatureC: stepBody(body, 0.5) }, 0.5);
    expect(once).toBeGreaterThan(18);
    expect(twice).toBeCloseTo(once);
  });

  test('a zone that is on reaches its setpoint and stays about there', () => {
    const { pump, zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 22 });
    for (let step = 0; step < 24 * 30; step += 1) pump.step(HOUR_MS / 30);
    expect(Math.abs(zone('ZONE_1').temperatureC - 22)).toBeLessThan(0.5);
    expect(pump.state.energy.heatOutKwh).toBeGreaterThan(pump.state.energy.energyInKwh);
  });

  test('a zone that is off is heated only against frost', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'OFF' });
    zone('ZONE_1').temperatureC = 10;
    expect(decideDemand(zone('ZONE_1'))).toBe(false);
    zone('ZONE_1').temperatureC = 4;
    expect(decideDemand(zone('ZONE_1'))).toBe(true);
  });

  test('the coefficient of performance falls with the flow and rises with the weather', () => {
    expect(performanceAt(55, 7)).toBeLessThan(performanceAt(35, 7));
    expect(performanceAt(35, 12)).toBeGreaterThan(performanceAt(35, 0));
  });
});

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
