import type { EnergySample } from './ports/energy-history.ts';

/**
 * How fast a counter may rise and still be believed: far beyond any house's heat pump, with room
 * for counters that step by whole kWh. A faster rise is another counter, not energy.
 */
export const believedRise = { kwhAtOnce: 10, kwhPerHour: 100 } as const;

/** Reads a sample named `energy` (mqtt.md); `null` when its time says nothing. */
export function toEnergySample(sample: object): EnergySample | null {
  const facts = sample as Readonly<Record<string, unknown>>;
  const atMs = typeof facts['at'] === 'string' ? Date.parse(facts['at']) : Number.NaN;
  if (Number.isNaN(atMs)) return null;
  return {
    atMs,
    energyInKwh: toCounter(facts['energyInKwh']),
    heatOutKwh: toCounter(facts['heatOutKwh']),
    outdoorC: toNumber(facts['outdoorC']),
  };
}

/**
 * What one counter says of the time between two samples, kWh. One that fell was reset and counts
 * from zero; `null` when it does not say, or says more than can be believed.
 */
export function toRise(
  before: number | null,
  after: number | null,
  elapsedMs: number,
): number | null {
  if (before === null || after === null) return null;
  const rise = after >= before ? after - before : after;
  const { kwhAtOnce, kwhPerHour } = believedRise;
  return rise <= kwhAtOnce + (kwhPerHour * elapsedMs) / 3_600_000 ? rise : null;
}

function toCounter(value: unknown): number | null {
  const number = toNumber(value);
  return number !== null && number >= 0 ? number : null;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
