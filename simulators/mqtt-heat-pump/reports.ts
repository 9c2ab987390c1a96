import { round } from '../lib/mqtt/params.ts';
import type { Sensor } from './sensors.ts';
import type { HeatPumpState } from './state.ts';
import type { Zone } from './zones.ts';

/** The aspects in the order in which they follow a birth. */
export const ASPECTS = ['zones', 'sensors', 'schedules', 'config'] as const;

/** The content of `state/{aspect}` (mqtt.md), without `at` and `rev`. */
export function readAspect(state: HeatPumpState, name: string, at: string): object {
  switch (name) {
    case 'zones':
      return { zones: [...state.zones.values()].map(reportZone) };
    case 'sensors':
      return { sensors: [...state.sensors.values()].map((sensor) => reportSensor(sensor, at)) };
    case 'schedules':
      return { schedules: [...state.zones.values()].flatMap(reportSchedules) };
    case 'config':
      return reportConfig(state);
    default:
      throw new Error(`a heat pump has no aspect ${name}`);
  }
}

/** Telemetry by aspect (mqtt.md), without `at`. */
export function readTelemetry(state: HeatPumpState): Readonly<Record<string, object>> {
  const { energy } = state;
  return {
    temperature: {
      sensors: [...state.sensors.values()].map((sensor) => sampleSensor(state, sensor)),
    },
    energy: {
      powerInKw: round(energy.powerInKw, 3),
      heatOutKw: round(energy.heatOutKw, 3),
      outdoorC: round(state.outdoorC, 1),
      energyInKwh: round(energy.energyInKwh, 4),
      heatOutKwh: round(energy.heatOutKwh, 4),
    },
  };
}

function reportZone(zone: Zone): object {
  return {
    zone: zone.name,
    displayName: zone.displayName,
    ...zone.operation,
    endAt: zone.endAt,
    previous: zone.previous,
    relayOn: zone.enabled && zone.heatDemand,
    heatDemand: zone.heatDemand,
    callForHeat: zone.operation.action === 'ON',
    emergency: false,
    primarySensor: zone.primarySensor,
  };
}

function reportSensor(sensor: Sensor, at: string): object {
  const { code, displayName, online } = sensor;
  return { code, displayName, online, at, boostEnabled: sensor.type === 'ZIGBEE' };
}

function reportSchedules(zone: Zone): object[] {
  return zone.schedules.map(({ days, settings }) => ({ zone: zone.name, days, settings }));
}

function reportConfig(state: HeatPumpState): object {
  return {
    controllerState: [state.faultCodes.length > 0 ? 'FAULT_MODE' : 'NORMAL_MODE'],
    timezone: state.localTime.posix,
    scheduleFirstDay: state.localTime.firstDay.toUpperCase(),
    faultCodes: state.faultCodes,
    lastReset: state.lastReset,
    latestCounterReset: state.countersSince,
    quieter: state.isQuieter,
    waterSetpointC: state.waterSetpointC,
    flow: { ...state.flow },
  };
}

function sampleSensor(state: HeatPumpState, sensor: Sensor): object {
  const isRadio = sensor.type === 'ZIGBEE';
  const noise = state.random() * 0.1 - 0.05;
  const trueC =
    sensor.zone === 'AUXILIARY' ? state.outdoorC : state.zones.get(sensor.zone)?.temperatureC;
  return {
    code: sensor.code,
    C: round((trueC ?? state.outdoorC) + sensor.offsetC + noise, 1),
    humidityPercent: isRadio ? 45 + Math.round(state.random() * 6) : null,
    rssi: isRadio ? -60 - Math.round(state.random() * 15) : null,
    voltageV: isRadio ? round(2.9 + state.random() * 0.15, 2) : null,
  };
}
