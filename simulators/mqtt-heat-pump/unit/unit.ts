import type { ActionResult } from '../../lib/device.ts';
import type { DeviceModel, ModelParts } from '../../lib/mqtt/behaviour.ts';
import { round } from '../../lib/mqtt/params.ts';
import { isRefusal } from '../../lib/mqtt/request.ts';
import { stopCompressor } from '../compressor.ts';
import { setRoomTemperature, UNIT_COMMANDS } from './unit-commands.ts';
import { makeUnitState, ROOM_RANGE, stepUnit, type UnitState } from './unit-state.ts';

const FIRMWARE = { esp32: '7.2.0', efr32: '1.0.4' } as const;

/** A third-party heat pump (mqtt.md, class `heat_pump_unit`): one room, one tank, two switches. */
export function makeHeatPumpUnit(parts: ModelParts): DeviceModel<UnitState> {
  const state = makeUnitState(parts);
  return {
    what: 'heat pump unit',
    firmware: FIRMWARE.esp32,
    state,
    commands: UNIT_COMMANDS,
    aspects: ['unit'],
    readAspect: () => report(state),
    describe: () => describe(parts.euid),
    readTelemetry: () => ({ temperature: readSensors(state), energy: readEnergy(state) }),
    step: (deviceMs) => stepUnit(state, deviceMs),
    show: () => ({ class: 'heat_pump_unit', ...report(state), energy: readEnergy(state) }),
    overrideLocally: (body) => overrideLocally(state, body),
    restart: () => stopCompressor(state.compressor),
  };
}

/** `state/unit` (mqtt.md), without `at` and `rev`. */
function report(state: UnitState): object {
  return {
    climateOn: state.isClimateOn,
    hotWaterOn: state.isHotWaterOn,
    roomC: round(state.roomC, 1),
    setpointC: state.setpointC,
    waterC: round(state.waterC, 1),
  };
}

function readSensors(state: UnitState): object {
  const sensor = (code: string, celsius: number) => ({ code, C: round(celsius, 1) });
  return { sensors: [sensor('ROOM', state.roomC), sensor('WATER', state.waterC)] };
}

function readEnergy({ energy, outdoorC }: UnitState): object {
  return {
    powerInKw: round(energy.powerInKw, 3),
    heatOutKw: round(energy.heatOutKw, 3),
    outdoorC: round(outdoorC, 1),
    energyInKwh: round(energy.energyInKwh, 4),
    heatOutKwh: round(energy.heatOutKwh, 4),
  };
}

/** `describe` (mqtt.md), without `v` and `recent`. */
function describe(euid: string): object {
  return {
    class: 'heat_pump_unit',
    make: 'Joulegate',
    model: 'Simulated unit 8 kW',
    serial: `SIMHPU-${euid.slice(-8).toUpperCase()}`,
    hardwareVersion: 'v1.2',
    kinds: Object.fromEntries(Object.keys(UNIT_COMMANDS).map((kind) => [kind, 1])),
    firmware: { ...FIRMWARE, eui: euid },
    zones: [],
    sensors: [],
    room: { minC: ROOM_RANGE.min, maxC: ROOM_RANGE.max, stepC: ROOM_RANGE.step },
  };
}

/** The owner at the wall: any of `{climateOn, hotWaterOn, setpointC}`; by default climate off. */
function overrideLocally(state: UnitState, body: Readonly<Record<string, unknown>>): ActionResult {
  const wish = Object.keys(body).length === 0 ? { climateOn: false } : body;
  const { climateOn, hotWaterOn, setpointC } = wish as Record<string, unknown>;
  if (setpointC !== undefined) {
    const judged = setRoomTemperature.plan(state, { setpointC });
    if (isRefusal(judged)) return { ok: false, status: 400, message: judged.detail };
    judged.apply();
  }
  if (typeof climateOn === 'boolean') state.isClimateOn = climateOn;
  if (typeof hotWaterOn === 'boolean') state.isHotWaterOn = hotWaterOn;
  return { ok: true, result: wish };
}
