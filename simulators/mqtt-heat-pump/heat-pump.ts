import type { ActionResult } from '../lib/device.ts';
import type { DeviceModel, ModelParts } from '../lib/mqtt/behaviour.ts';
import { isRefusal } from '../lib/mqtt/request.ts';
import { setZoneMode } from './commands/set-zone-mode.ts';
import { HEAT_PUMP_COMMANDS } from './commands/table.ts';
import { describeHeatPump, FIRMWARE } from './describe.ts';
import { followSchedule } from './operation.ts';
import { ASPECTS, readAspect, readTelemetry } from './reports.ts';
import { type HeatPumpState, makeHeatPumpState } from './state.ts';
import { stepHeatPump } from './thermal-model.ts';

/** A heat pump controller with zones, a tank and sensors. */
export function makeHeatPump(parts: ModelParts, sensorCount: number): DeviceModel<HeatPumpState> {
  const state = makeHeatPumpState(parts, sensorCount);
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
    restart() {
      state.lastReset = parts.clock.now().toISOString();
    },
  };
}

/** The owner at the wall: `{zone, mode, setpointC?, endAt?}`, by default zone 1 off. */
function overrideLocally(
  state: HeatPumpState,
  body: Readonly<Record<string, unknown>>,
): ActionResult {
  const wish = { zone: 'ZONE_1', mode: 'OFF', ...body };
  const judged = setZoneMode.plan(state, wish);
  if (isRefusal(judged)) return { ok: false, status: 400, message: judged.detail };
  judged.apply();
  return { ok: true, result: wish };
}

function show(state: HeatPumpState): object {
  const at = state.clock.now().toISOString();
  const temperatures = [...state.zones.values()].map((zone) => [zone.name, zone.temperatureC]);
  return {
    class: 'heat_pump_controller',
    ...Object.assign({}, ...ASPECTS.map((aspect) => readAspect(state, aspect, at))),
    temperaturesC: Object.fromEntries(temperatures),
    outdoorC: state.outdoorC,
    energy: { ...state.energy },
  };
}
