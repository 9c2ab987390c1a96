import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';

/**
 * Power flowed already when the last step of a command was answered: what is metered next may still
 * be on its way down from that, and shows nothing of the step.
 */
export type Settling = {
  /** When that was, Unix ms. */
  readonly sinceMs: number;
  /** The last sample since then, W; `null` = there was none. */
  readonly lastW: number | null;
};

/** So long after the step a sample may show what it led to, ms. */
const SETTLES_AFTER_MS = 10_000;
/** A sample below this share of the one before it falls. */
const FALLING_BELOW = 0.9;

/**
 * What is left of it after a sample; `null` = the sample shows what flows now. That is one below
 * the floor, else a second one, late enough, that has not fallen.
 */
export function settle(
  { sinceMs, lastW }: Settling,
  sample: { readonly powerW: number; readonly nowMs: number },
  windowMs: (durationMs: number) => number,
): Settling | null {
  const { powerW, nowMs } = sample;
  if (powerW <= chargingPowerFloorW) return null;
  const isLate = nowMs - sinceMs >= windowMs(SETTLES_AFTER_MS);
  const isSteady = lastW !== null && powerW >= lastW * FALLING_BELOW;
  return isLate && isSteady ? null : { sinceMs, lastW: powerW };
}
