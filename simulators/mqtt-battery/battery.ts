import type { DeviceModel, ModelParts } from '../lib/mqtt/behaviour.ts';
import { round } from '../lib/mqtt/params.ts';
import { stepBattery } from './charge-model.ts';
import { BATTERY_COMMANDS } from './commands/table.ts';
import {
  type BatteryState,
  CAPACITY_KWH,
  MAX_CHARGE_W,
  MAX_DISCHARGE_W,
  makeBatteryState,
  modeOf,
  SLOTS_MAX,
} from './state.ts';

const FIRMWARE = { esp32: '1.9.0', efr32: '1.2.3' } as const;

/** A home battery with a reserve, forced windows and a house behind it. */
export function makeBattery(parts: ModelParts): DeviceModel<BatteryState> {
  const state = makeBatteryState(parts);
  return {
    what: 'battery',
    firmware: FIRMWARE.esp32,
    state,
    commands: BATTERY_COMMANDS,
    aspects: ['battery'],
    readAspect: () => report(state),
    describe: () => describe(state),
    readTelemetry: () => ({ battery: sample(state) }),
    step: (deviceMs) => stepBattery(state, deviceMs),
    show: () => ({ class: 'battery', ...report(state), ...sample(state) }),
    restart() {},
  };
}

/** `state/battery` (mqtt.md), without `at` and `rev`. */
function report(state: BatteryState): object {
  return {
    reserve: { minSocPercent: state.minSocPercent, maxSocPercent: state.maxSocPercent },
    windows: state.windows.map(({ startAt, endAt, direction, powerW }) => ({
      startAt,
      endAt,
      direction,
      powerW,
    })),
    suspended: state.isSuspended,
    mode: modeOf(state.powerW),
  };
}

/** `telemetry/battery` (mqtt.md), without `at`. */
function sample(state: BatteryState): object {
  return {
    socPercent: round(state.socPercent, 1),
    powerW: state.powerW,
    storedKwh: round((state.socPercent / 100) * CAPACITY_KWH, 3),
    chargedKwh: round(state.chargedKwh, 4),
    dischargedKwh: round(state.dischargedKwh, 4),
  };
}

/** `describe` (mqtt.md), without `v` and `recent`. */
function describe(state: BatteryState): object {
  return {
    class: 'battery',
    make: 'Joulegate',
    model: 'Simulated battery',
    serial: `SIMBAT-${state.euid.slice(-8).toUpperCase()}`,
    hardwareVersion: 'v2.0',
    kinds: Object.fromEntries(Object.keys(BATTERY_COMMANDS).map((kind) => [kind, 1])),
    firmware: { ...FIRMWARE, eui: state.euid },
    battery: {
      capacityKwh: CAPACITY_KWH,
      maxChargeW: MAX_CHARGE_W,
      maxDischargeW: MAX_DISCHARGE_W,
    },
    slotsMax: SLOTS_MAX,
  };
}
