import { powerMaxW } from './plausible-sample.ts';

/** A reading of the energy register, kept to derive power from the next one. */
export type EnergySample = {
  readonly energyWh: number;
  readonly atMs: number;
  /** Read before what is looked for now: what has flowed since then is not its effect alone. */
  readonly isBefore?: true;
};

const SPAN_MIN_MS = 1_000;
const SPAN_MAX_MS = 15 * 60_000;

/**
 * Mean power between two register readings, W; `null` when they are too close to mean anything,
 * too far apart to say what flows now, of different registers (a charger that counts its start
 * from 0, a replaced meter), or when the first is from before what is looked for.
 */
export function powerBetween(before: EnergySample | null, now: EnergySample): number | null {
  if (!before || before.isBefore) return null;
  const spanMs = now.atMs - before.atMs;
  const energyWh = now.energyWh - before.energyWh;
  if (spanMs < SPAN_MIN_MS || spanMs > SPAN_MAX_MS || energyWh < 0) return null;
  const powerW = (energyWh * 3_600_000) / spanMs;
  // More than any charger gives: the registers of the two readings are not the same one.
  return powerW <= powerMaxW ? powerW : null;
}
