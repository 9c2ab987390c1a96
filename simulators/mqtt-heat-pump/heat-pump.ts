import type { ActionResult } from '../lib/device.ts';
import type { DeviceModel, ModelParts } from '../lib/mqtt/behaviour.ts';
import { findZone } from './commands/find-zone.ts';
import { readWish } from './commands/set-zone-mode.ts';
import { HEAT_PUMP_COMMANDS } from './commands/table.ts';
import { stopCompressor } from './compressor.ts';
import { describeHeatPump, FIRMWARE } from './describe.ts';
import { begin, followSchedule } from './operation.ts';
import { ASPECTS, readAspect, readTelemetry } from './reports.ts';
import { type HeatPumpSetup, type HeatPumpState, makeHeatPumpState } from './state.ts';
import { stepHeatPump } from './thermal-model.ts';

/** How many fault codes it tells at most. */
const FAULTS_MAX = 16;

/** A heat pump controller with zones, a tank and sensors. */
export function makeHeatPump(parts: ModelParts, setup: HeatPumpSetup): DeviceModel<HeatPumpState> {
  const state = makeHeatPumpState(parts, setup);
  const followSchedules = () => {
    for (const zone of state.zones.values()) followSchedule(state, zone);
  };
  followSchedules();
  return {
    what: 'heat pump',
    firmware: FIRMWARE.esp32,
    state,
    commands: HEAT_PUMP_COMMANDS,
    aspects: ASPECTS,
    readAspect: (name, at) => readAspect(state, name, at),
    describe: () => describeHeatPump(state, Object.keys(HEAT_PUMP_COMMANDS)),
    readTelemetry: () => readTelemetry(state),
    step(deviceMs) {
      followSchedules();
      stepHeatPump(state, deviceMs);
    },
    show: () => show(state),
    overrideLocally: (body) => overrideLocally(state, body),
    setFault: (code) => setFault(state, code),
    restart() {
      stopCompressor(state.compressor);
      state.lastReset = parts.clock.now().toISOString();
    },
  };
}

/** Faults add up; null clears them all. */
function setFault(state: HeatPumpState, code: string | null): ActionResult {
  const before = code === null ? [] : state.faultCodes.filter((one) => one !== code);
  state.faultCodes = code === null ? [] : [...before, code].slice(-FAULTS_MAX);
  return { ok: true, result: { faultCodes: state.faultCodes } };
}

/**
 * The owner at the wall: `{zone, mode, setpointC?, endAt?}`, by default zone 1 off. With
 * `hold: true` commands for the zone are refused until `hold: false`.
 */
function overrideLocally(
  state: HeatPumpState,
  body: Readonly<Record<string, unknown>>,
): ActionResult {
  const { hold, ...wanted } = body;
  const zone = findZone(state, wanted['zone'] ?? 'ZONE_1');
  if ('code' in zone) return { ok: false, status: 400, message: zone.detail };
  if (typeof hold === 'boolean') zone.isHeld = hold;
  const isHoldOnly = hold !== undefined && wanted['mode'] === undefined;
  const wish = { mode: isHoldOnly ? zone.operation.mode : 'OFF', ...wanted, zone: zone.name };
  const read = readWish(zone, wish, state.clock.now());
  if ('code' in read) return { ok: false, status: 400, message: read.detail };
  if (!isHoldOnly) begin(state, zone, read);
  return { ok: true, result: { ...wish, ...(hold === undefined ? {} : { hold }) } };
}

function show(state: HeatPumpState): object {
  const at = state.clock.now().toISOString();
  const temperatures = [...state.zones.values()].map((zone) => [zone.name, zone.temperatureC]);
  const held = [...state.zones.values()].filter(({ isHeld }) => isHeld);
  return {
    class: 'heat_pump_controller',
    ...Object.assign({}, ...ASPECTS.map((aspect) => readAspect(state, aspect, at))),
    temperaturesC: Object.fromEntries(temperatures),
    outdoorC: state.outdoorC,
    heldZones: held.map(({ name }) => name),
    energy: { ...state.energy },
    compressor: { ...state.compressor },
  };
}
