import type { DeviceId } from '../device.ts';

/** What was in force while a vehicle charged; `null` = nothing of ours. */
export type ChargeSource = 'smart-charge' | 'bump-charge' | 'test-charge' | null;

/** One reading of the register of a charging session. */
export type ChargeReading = {
  /** The session's number; a reading of another one begins anew. */
  readonly sessionId: number;
  /** The device's own time, Unix ms. */
  readonly atMs: number;
  /** `null` = the session ended and nobody knows at what. */
  readonly registerWh: number | null;
  /** The session is over: what was charged in it is complete. */
  readonly isEnd: boolean;
  /** Metered with it: next to nothing flows, so what was charged until then is complete. */
  readonly isAtRest?: true;
};

/** What a charger says that it does, between two readings. */
export type ChargeMark = {
  /** The device's own time, Unix ms. */
  readonly atMs: number;
  /** `rest` = the vehicle takes nothing from then on, `flow` = it charges. */
  readonly kind: 'rest' | 'flow';
};

/** A stretch in which a vehicle took energy, by the meter. */
export type Charge = {
  readonly fromMs: number;
  readonly toMs: number;
  readonly energyWh: number;
  readonly source: ChargeSource;
};

/** What devices were charged with, by differences of their registers; bounded in age and number. */
export type ChargeHistory = {
  /**
   * Folds a reading in. A reading that is older than the last of its session changes nothing; a
   * register that ran backwards, or faster than any charger, counts nothing and begins anew.
   */
  record(deviceId: DeviceId, reading: ChargeReading, nowMs: number): Promise<void>;
  /**
   * Bounds what the next reading shows: until a rest, and from where it flows. Of two rests, or two
   * flows, between two readings the later counts; one that is older than the last reading does not.
   */
  mark(deviceId: DeviceId, mark: ChargeMark, nowMs: number): Promise<void>;
  /**
   * The charges that are over, newest first. One that a mark has ended is among them at once; the
   * reading that follows completes its energy, and moves neither its start nor its end.
   */
  list(deviceId: DeviceId, nowMs: number): Promise<readonly Charge[]>;
};
