import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../simulators/lib/clock.ts';
import { isRefusal } from '../../../simulators/lib/mqtt/request.ts';
import { makeRandom } from '../../../simulators/lib/random.ts';
import {
  makeCompressor,
  REST_MIN_MS,
  RUN_MIN_MS,
  stepCompressor,
} from '../../../simulators/mqtt-heat-pump/compressor.ts';
import { makeHeatPump } from '../../../simulators/mqtt-heat-pump/heat-pump.ts';
import { makeLocalTime } from '../../../simulators/mqtt-heat-pump/schedule/local-time.ts';
import {
  decideDemand,
  outdoorAt,
  performanceAt,
  stepBody,
} from '../../../simulators/mqtt-heat-pump/thermal-model.ts';
import { makeHeatPumpUnit } from '../../../simulators/mqtt-heat-pump/unit/unit.ts';
import { flowTargetC } from '../../../simulators/mqtt-heat-pump/weather-compensation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let clock: SimClock;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00.000Z') });
  clock = makeClock(1);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const parts = () => ({
  euid: '001e5e0902ba5d84',
  clock,
  random: makeRandom(1, 'test'),
  changed: () => {},
});

function heatPump() {
  const localTime = makeLocalTime('Europe/London', 'sunday');
  const pump = makeHeatPump(parts(), { sensors: 6, localTime });
  const zone = pump.state.zones.get('ZONE_1');
  if (zone === undefined) throw new Error('no zone');
  const command = (kind: string, params: Record<string, unknown>) => {
    const judged = pump.commands[kind]?.plan(pump.state, params);
    if (judged === undefined || isRefusal(judged)) throw new Error(`${kind} is refused`);
    judged.apply();
  };
  return { pump, zone, command };
}

describe('a body', () => {
  test('that is not heated cools to its surroundings', () => {
    const body = { temperatureC: 20, ambientC: 8, tauHours: 20, heatRateCPerHour: 0 };
    expect(stepBody(body, 20)).toBeCloseTo(8 + 12 / Math.E);
    expect(stepBody(body, 10_000)).toBeCloseTo(8);
  });

  test('that is heated warms, and the steps may be of any length', () => {
    const body = { temperatureC: 18, ambientC: 8, tauHours: 20, heatRateCPerHour: 1.4 };
    const once = stepBody(body, 1);
    const twice = stepBody({ ...body, temperatureC: stepBody(body, 0.5) }, 0.5);
    expect(once).toBeGreaterThan(18);
    expect(twice).toBeCloseTo(once);
  });
});

describe('a compressor', () => {
  const call = (isCalled: boolean, isFaulted = false) => ({ isCalled, isFaulted });

  test('runs for its least time though nobody calls any more, then rests for its least', () => {
    const compressor = makeCompressor();
    expect(stepCompressor(compressor, call(true), 0)).toBe(true);
    expect(stepCompressor(compressor, call(false), RUN_MIN_MS - 1)).toBe(true);
    expect(stepCompressor(compressor, call(false), 1)).toBe(false);
    expect(stepCompressor(compressor, call(true), REST_MIN_MS - 1)).toBe(false);
    expect(stepCompressor(compressor, call(true), 1)).toBe(true);
    expect(compressor.starts).toBe(2);
  });

  test('stops at once for a fault, and rests all the same', () => {
    const compressor = makeCompressor();
    stepCompressor(compressor, call(true), 0);
    expect(stepCompressor(compressor, call(true, true), 1_000)).toBe(false);
    expect(stepCompressor(compressor, call(true), REST_MIN_MS - 1)).toBe(false);
    expect(stepCompressor(compressor, call(true), 1)).toBe(true);
  });

  test('rests after a power cut, but only if it ran', () => {
    const { pump, command } = heatPump();
    pump.restart();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 25 });
    pump.step(MINUTE_MS);
    expect(pump.state.compressor.isRunning).toBe(true);
    pump.restart();
    pump.step(REST_MIN_MS - MINUTE_MS);
    expect(pump.state.compressor.isRunning).toBe(false);
    pump.step(2 * MINUTE_MS);
    expect(pump.state.compressor.isRunning).toBe(true);
  });

  test('starts at most four times an hour however the wishes go to and fro', () => {
    const { pump, command } = heatPump();
    for (let minute = 0; minute < 60; minute += 1) {
      const setpointC = minute % 2 === 0 ? 30 : 7;
      for (const zone of ['ZONE_1', 'ZONE_2']) {
        command('set_zone_mode', { zone, mode: 'ON', setpointC });
      }
      command('set_zone_mode', { zone: 'WATER', mode: 'OFF' });
      pump.step(MINUTE_MS);
    }
    expect(pump.state.compressor.starts).toBeGreaterThan(1);
    expect(pump.state.compressor.starts).toBeLessThanOrEqual(4);
  });
});

describe('the flow', () => {
  const flow = { currentC: 42, weatherCompensation: true, minC: 35, maxC: 50 };

  test.each([
    [20, 35],
    [15, 35],
    [5, 42.5],
    [-5, 50],
    [-20, 50],
  ])('at %s C outdoors is %s C with weather compensation', (outdoorC, flowC) => {
    expect(flowTargetC(flow, outdoorC)).toBe(flowC);
  });

  test('without it is what was set, and shows so at once', () => {
    expect(flowTargetC({ ...flow, weatherCompensation: false }, -20)).toBe(42);
    const { pump, command } = heatPump();
    command('set_flow_temperature', { weatherCompensation: false, flowC: 55 });
    pump.step(HOUR_MS);
    expect(pump.state.flow.currentC).toBe(55);
    command('set_flow_temperature', { weatherCompensation: true, minC: 40, maxC: 40 });
    expect(pump.state.flow.currentC).toBe(40);
  });
});

describe('a house', () => {
  test('reaches the setpoint of a zone that is on, and stays about there', () => {
    const { pump, zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 22 });
    for (let step = 0; step < 24 * 30; step += 1) pump.step(HOUR_MS / 30);
    expect(Math.abs(zone.temperatureC - 22)).toBeLessThan(0.6);
  });

  test('is heated only against frost in a zone that is off', () => {
    const { zone, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'OFF' });
    zone.temperatureC = 10;
    expect(decideDemand(zone)).toBe(false);
    zone.temperatureC = 4;
    expect(decideDemand(zone)).toBe(true);
  });

  test('takes longer to warm while the heat pump is to be quiet', () => {
    const [loud, quiet] = [heatPump(), heatPump()];
    quiet.command('set_quieter_mode', { enabled: true });
    for (const { pump, command } of [loud, quiet]) {
      command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 25 });
      pump.step(HOUR_MS);
    }
    expect(quiet.zone.temperatureC).toBeLessThan(loud.zone.temperatureC);
    expect(quiet.pump.state.energy.heatOutKw).toBeLessThan(loud.pump.state.energy.heatOutKw);
  });

  test('counts more heat than energy, by what the weather gives', () => {
    const { pump, command } = heatPump();
    command('set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 22 });
    pump.step(24 * HOUR_MS);
    const { heatOutKwh, energyInKwh } = pump.state.energy;
    expect(heatOutKwh / energyInKwh).toBeGreaterThan(1.5);
    expect(heatOutKwh / energyInKwh).toBeLessThan(5.5);
    pump.step(HOUR_MS);
    expect(pump.state.energy.energyInKwh).toBeGreaterThan(energyInKwh);
    expect(performanceAt(55, 7)).toBeLessThan(performanceAt(35, 7));
    expect(performanceAt(35, 12)).toBeGreaterThan(performanceAt(35, 0));
    expect(outdoorAt(0)).not.toBe(outdoorAt(3 * HOUR_MS));
  });
});

describe('a third-party unit', () => {
  const judge = (kind: string, params: Record<string, unknown>) => {
    const unit = makeHeatPumpUnit(parts());
    const judged = unit.commands[kind]?.plan(unit.state, params);
    if (judged === undefined) throw new Error(`no kind ${kind}`);
    if (isRefusal(judged)) return judged.code;
    judged.apply();
    return unit.readAspect('unit', '');
  };

  test.each([
    ['set_climate', { on: false }, { climateOn: false, hotWaterOn: true }],
    ['set_hot_water', { on: false }, { climateOn: true, hotWaterOn: false }],
    ['set_room_temperature', { setpointC: 21.5 }, { setpointC: 21.5 }],
    ['set_room_temperature', { setpointC: 11.5 }, 'out_of_range'],
    ['set_room_temperature', { setpointC: 20.2 }, 'out_of_range'],
    ['set_climate', { on: 'yes' }, 'out_of_range'],
  ])('%s %o', (kind, params, expected) => {
    const told = judge(kind, params);
    if (typeof expected === 'string') expect(told).toBe(expected);
    else expect(told).toMatchObject(expected);
  });

  test('warms its room and its tank, the tank first, and cools when it is off', () => {
    const { state, step } = makeHeatPumpUnit(parts());
    state.waterC = 40;
    state.roomC = 17;
    step(MINUTE_MS);
    expect(state.heats).toBe('tank');
    step(12 * HOUR_MS);
    expect(state.roomC).toBeGreaterThan(19);
    expect(state.waterC).toBeGreaterThan(47);
    state.isClimateOn = false;
    step(12 * HOUR_MS);
    expect(state.roomC).toBeLessThan(19);
  });
});
