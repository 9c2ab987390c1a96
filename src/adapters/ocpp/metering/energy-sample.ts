/** A reading of the energy register, kept to derive power from the next one. */
export type EnergySample = { readonly energyWh: number; readonly atMs: number };

const SPAN_MIN_MS = 1_000;
const SPAN_MAX_MS = 15 * 60_000;

/**
 * Mean power between two register readings, W; `null` when they are too close to mean anything,
 * too far apart to say what flows now, or the register ran backwards (a replaced meter).
 */
export function powerBetween(before: EnergySample | null, now: EnergySample): number | null {
  if (!before) return null;
  const spanMs = now.atMs - before.atMs;
  const energyWh = now.energyWh - before.energyWh;
  if (spanMs < SPAN_MIN_MS || spanMs > SPAN_MAX_MS || energyWh < 0) return null;
  return (energyWh * 3_600_000) / spanMs;
}
