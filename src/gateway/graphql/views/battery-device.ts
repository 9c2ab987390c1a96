import { isSuspended } from '../../../domain/device-status.ts';
import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { BatteryReport } from '../../../domain/reports.ts';
import type { BatteryDeviceType, DeviceStatusReadingsType } from '../generated.ts';
import { toProvider } from './device-words.ts';

/** The newest `telemetry/battery` sample: percent, W (plus = charging), kWh. */
export type BatterySample = Readonly<Record<string, unknown>> | null;

/** A home battery in the words of the account-scoped API. */
export function toBatteryDevice(state: DeviceState, sample: BatterySample): BatteryDeviceType {
  const { device, description, reports } = state;
  const reserve = (reports.battery?.value as BatteryReport | undefined)?.reserve;
  return {
    krakenflexDeviceId: device.id,
    deviceType: 'BATTERIES',
    provider: toProvider(device),
    params: null,
    deviceStatus: {
      status: toLifecycle(state),
      suspended: isSuspended(state),
      maxImportInKw: toKilo(description?.battery?.maxChargeW),
      maxExportInKw: toKilo(description?.battery?.maxDischargeW),
      pluggedIn: null,
      readings: toReadings(sample),
    },
    chargingPreferences: reserve
      ? {
          minimumSocPercentage: reserve.minSocPercent,
          maximumSocPercentage: reserve.maxSocPercent ?? null,
        }
      : null,
  };
}

/** The state of charge of a sample, percent. */
export function toStateOfCharge(sample: BatterySample): number | null {
  return toNumber(sample?.['socPercent']);
}

function toReadings(sample: BatterySample): DeviceStatusReadingsType | null {
  const timestamp = Date.parse(String(sample?.['at']));
  if (!sample || Number.isNaN(timestamp)) return null;
  const toReading = (value: number | null) => (value === null ? null : { value, timestamp });
  return {
    activePowerInKw: toReading(toKilo(toNumber(sample['powerW']))),
    energyInKwh: toReading(toNumber(sample['storedKwh'])),
    socPercentage: toReading(toStateOfCharge(sample)),
  };
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function toKilo(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : value / 1_000;
}
