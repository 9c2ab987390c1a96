import type { SensorDescription } from '../../../domain/description.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { SensorsReport, ZonesReport } from '../../../domain/reports.ts';
import type { ControllerStatus, SensorStatus, ZoneStatus } from '../generated.ts';
import { isMode, isZone } from './controller-words.ts';

/** What the public API says where there is no reading, and where no setpoint is set. */
export const noReadingC = -273.1;
/** See {@link noReadingC}. */
export const noSetpointC = -300;

/** One sensor of the newest `telemetry/temperature` sample. */
type Reading = {
  readonly code?: unknown;
  readonly C?: unknown;
  readonly humidityPercent?: unknown;
  readonly rssi?: unknown;
  readonly voltageV?: unknown;
};

/** What a controller measures and does; clients want every moment to be there. */
export function toControllerStatus(
  state: DeviceState,
  sample: Readonly<Record<string, unknown>> | null,
): ControllerStatus {
  return { sensors: toSensors(state, sample), zones: toZones(state) };
}

function toSensors(
  state: DeviceState,
  sample: Readonly<Record<string, unknown>> | null,
): SensorStatus[] {
  const report = state.reports.sensors;
  const shown = (report?.value as SensorsReport | undefined)?.sensors ?? [];
  const described = (state.description?.sensors ?? []).filter(isThere(state));
  const codes = new Set([...described, ...shown].map((sensor) => sensor.code));
  const readings = Array.isArray(sample?.['sensors']) ? (sample['sensors'] as Reading[]) : [];
  const sampledAt = toMoment(sample?.['at']);
  return [...codes].map((code) => {
    const sensor = shown.find((each) => each.code === code);
    const reading = readings.find((each) => each.code === code);
    const seenAt = toMoment(sensor?.at) ?? report?.receivedAtMs ?? lastSeenMs(state);
    return {
      code,
      connectivity: { online: sensor?.online ?? reading !== undefined, retrievedAt: seenAt },
      telemetry: {
        temperatureInCelsius: toNumber(reading?.C) ?? noReadingC,
        humidityPercentage: toWhole(reading?.humidityPercent),
        rssi: toWhole(reading?.rssi),
        voltage: toNumber(reading?.voltageV),
        retrievedAt: sampledAt ?? seenAt,
      },
    };
  });
}

function toZones({ reports }: DeviceState): ZoneStatus[] {
  const report = reports.zones;
  const zones = (report?.value as ZonesReport | undefined)?.zones ?? [];
  return zones.flatMap(({ zone, mode, setpointC, relayOn, heatDemand }) => {
    if (!isZone(zone) || !isMode(mode)) return [];
    return {
      zone,
      telemetry: {
        setpointInCelsius: setpointC ?? noSetpointC,
        mode,
        relaySwitchedOn: relayOn ?? false,
        heatDemand: heatDemand ?? false,
        retrievedAt: report?.receivedAtMs ?? null,
      },
    };
  });
}

/**
 * A radio sensor that was removed is no longer reported, however long the device goes on
 * describing it. Wired ones are there as long as they are described.
 */
export function isThere({ reports }: DeviceState): (sensor: SensorDescription) => boolean {
  const shown = (reports.sensors?.value as SensorsReport | undefined)?.sensors;
  return ({ code, type }) =>
    type !== 'ZIGBEE' || !shown || shown.some((sensor) => sensor.code === code);
}

/** The best that is known of when a device was last heard of, Unix ms. */
function lastSeenMs({ link, device }: DeviceState): number {
  return link.lostAtMs ?? link.connectedAtMs ?? device.createdAtMs;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function toWhole(value: unknown): number | null {
  const number = toNumber(value);
  return number === null ? null : Math.round(number);
}

/** RFC 3339 text as Unix ms. */
export function toMoment(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
