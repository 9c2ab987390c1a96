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
  /** `null` = not measured, which is not 0. */
  readonly energyInKwh: number | null;
  readonly heatOutKwh: number | null;
  /** The mean of the samples; `null` = none was measured. */
  readonly outdoorC: number | null;
};

/** A stretch of time, Unix ms; `toMs` exclusive. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

/**
 * Energy over time: sums of each hour in UTC, bounded in age (design 4, "Retention"). Days and
 * months are sums of these (`energy-buckets.ts`), so that they can never disagree with them.
 */
export type EnergyHistory = {
  /**
   * Folds one sample in. One that is not newer than the last of its device, older than what is
   * kept, or more than five minutes ahead changes nothing.
   */
  record(deviceId: DeviceId, sample: EnergySample, nowMs: number): Promise<void>;
  /**
   * The sums of the hours that overlap the stretch, oldest first; hours without samples lack. The
   * hour that still runs ends at its last sample.
   */
  hours(deviceId: DeviceId, stretch: Stretch): Promise<readonly EnergySum[]>;
  /** The newest counters; kept as long as the sums. */
  latest(deviceId: DeviceId): Promise<EnergySample | null>;
};
