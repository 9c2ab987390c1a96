import type { DeviceModel, ModelParts } from '../lib/mqtt/behaviour.ts';
import { round } from '../lib/mqtt/params.ts';
import { stepBattery } from './charge-model.ts';
import { BATTERY_COMMANDS } from './commands/table.ts';
import { overrideLocally, setFault } from './owner.ts';
import {
  type BatterySetup,
  type BatteryState,
  makeBatteryState,
  modeOf,
  SLOTS_MAX,
  USUAL_SETUP,
} from './state.ts';

const FIRMWARE = { esp32: '1.9.0', efr32: '1.2.3' } as const;

/** A home battery with a reserve, forced windows and a house behind it. */
export function makeBattery(
  parts: ModelParts,
  setup: BatterySetup = USUAL_SETUP,
): DeviceModel<BatteryState> {
  const state = makeBatteryState(parts, setup);
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
    show: () => show(state),
    overrideLocally: (body) => overrideLocally(state, body),
    setFault: (code) => setFault(state, code),
    // Reserve, windows and suspension are in its flash: they outlive a power cut.
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
    storedKwh: round((state.socPercent / 100) * state.setup.capacityKwh, 3),
    chargedKwh: round(state.chargedKwh, 4),
    dischargedKwh: round(state.dischargedKwh, 4),
  };
}

/** What the control API shows. */
function show(state: BatteryState): object {
  const { faultCodes, isHeld: held, houseW } = state;
  const own = { faultCodes, held, houseW: Math.round(houseW) };
  return { class: 'battery', ...report(state), ...sample(state), ...own };
}

/** `describe` (mqtt.md), without `v` and `recent`. */
function describe({ euid, setup }: BatteryState): object {
  return {
    class: 'battery',
    make: 'Joulegate',
    model: 'Simulated battery',
    serial: `SIMBAT-${euid.slice(-8).toUpperCase()}`,
    hardwareVersion: 'v2.0',
    kinds: Object.fromEntries(Object.keys(BATTERY_COMMANDS).map((kind) => [kind, 1])),
    firmware: { ...FIRMWARE, eui: euid },
    battery: {
      capacityKwh: setup.capacityKwh,
      maxChargeW: setup.maxChargeW,
      maxDischargeW: setup.maxDischargeW,
    },
    slotsMax: SLOTS_MAX,
  };
}
