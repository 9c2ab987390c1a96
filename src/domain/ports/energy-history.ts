import type { DeviceId } from '../device.ts';

/** One sample of a heat pump's counters (mqtt.md `telemetry/energy`); `null` = not measured. */
export type EnergySample = {
  /** The device's own time, Unix ms. */
  readonly atMs: number;
  /** Counters since the device was made or reset, kWh. */
  readonly energyInKwh: number | null;
  readonly heatOutKwh: number | null;
  readonly outdoorC: number | null;
};

/** What went in and came out in one stretch of time; Unix ms, `toMs` exclusive. */
export type EnergySum = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly energyInKwh: number;
  readonly heatOutKwh: number;
  /** The mean of the samples. */
  readonly outdoorC: number | null;
};

/** Energy over time: hourly and daily sums in UTC, bounded in age (design 4, "Retention"). */
export type EnergyHistory = {
  /** Folds one sample in; one older than the last of its device changes nothing. */
  record(deviceId: DeviceId, sample: EnergySample, nowMs: number): Promise<void>;
  /** The stored sums that begin in the stretch, oldest first; stretches without samples lack. */
  sums(
    deviceId: DeviceId,
    step: 'hour' | 'day',
    stretch: { fromMs: number; toMs: number },
  ): Promise<readonly EnergySum[]>;
  /** The newest counters; kept as long as the sums. */
  latest(deviceId: DeviceId): Promise<EnergySample | null>;
};
