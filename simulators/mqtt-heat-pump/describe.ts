import {
  COMPENSATION_MAX_RANGE,
  COMPENSATION_MIN_RANGE,
  FLOW_RANGE,
  type HeatPumpState,
  SLOTS_MAX,
  WATER_RANGE,
} from './state.ts';
import { sensorCodesOf } from './zones.ts';

/** Firmware of the two processors. */
export const FIRMWARE = { esp32: '3.4.1', efr32: '2.0.6' } as const;

/** What a controller tells about itself after its birth (mqtt.md, `describe`). */
export function describeHeatPump(state: HeatPumpState, kinds: readonly string[]): object {
  return {
    class: 'heat_pump_controller',
    make: 'Joulegate',
    model: 'Simulated controller',
    serial: `SIM-${state.euid.slice(-8).toUpperCase()}`,
    hardwareVersion: 'v5.1',
    kinds: Object.fromEntries(kinds.map((kind) => [kind, 1])),
    firmware: { ...FIRMWARE, eui: state.euid },
    heatPump: {
      make: 'Joulegate',
      model: 'Simulated 6 kW',
      serial: `SIMHP-${state.euid.slice(-8).toUpperCase()}`,
      hardwareVersion: 'v1.0',
      manifoldEnabled: false,
      hasHeatPumpCompatibleCylinder: true,
    },
    zones: [...state.zones.values()].map((zone) => ({
      zone: zone.name,
      type: zone.type,
      enabled: zone.enabled,
      minC: zone.range.min,
      maxC: zone.range.max,
      stepC: zone.range.step,
      sensorCodes: sensorCodesOf(zone.name, state.sensors),
    })),
    sensors: [...state.sensors.values()].map(({ code, type, zigbeeId }) =>
      type === 'ZIGBEE'
        ? { code, type, id: zigbeeId, firmwareVersion: FIRMWARE.efr32 }
        : { code, type, enabled: true },
    ),
    water: bounds(WATER_RANGE),
    flow: {
      ...bounds(FLOW_RANGE),
      compensationMin: bounds(COMPENSATION_MIN_RANGE),
      compensationMax: bounds(COMPENSATION_MAX_RANGE),
    },
    slotsMax: SLOTS_MAX,
  };
}

function bounds(range: { readonly min: number; readonly max: number }): object {
  return { minC: range.min, maxC: range.max };
}
