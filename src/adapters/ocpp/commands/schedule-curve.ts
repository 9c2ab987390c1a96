import {
  type ChargingScheduleParams,
  leastAmps,
} from '../../../domain/commands/charging-schedule.ts';
import type { ChargerFacts } from '../charger-memory.ts';
import type { LimitCurve } from '../profiles/limit-curve.ts';

/** A charger whose clock is behind ours must not wait for the first limit. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;

/**
 * A schedule as a limit over time that ends by itself; `null` = nothing is limited. Where 0 A would
 * end the session the least current stands for it; periods beyond what the charger takes are left
 * out, and nothing limits from there on.
 */
export function toCurve(
  { periods, endAt }: ChargingScheduleParams,
  charger: { readonly facts: ChargerFacts; readonly endsOnZero: boolean; readonly nowMs: number },
): LimitCurve | null {
  const { facts, endsOnZero, nowMs } = charger;
  const all = periods.map(({ startAt, limitAmps }) => ({
    atMs: Date.parse(startAt),
    limitAmps: limitAmps === 0 && endsOnZero ? leastAmps : limitAmps,
  }));
  const [first] = all;
  if (!first || endAt === null) return null;
  // One more is kept free for the end of a schedule that may not have a duration.
  const countMax = facts.periodsMax === null ? all.length : Math.max(1, facts.periodsMax - 1);
  const endMs = all[countMax]?.atMs ?? Date.parse(endAt);
  const startMs = first.atMs <= nowMs ? first.atMs - CLOCK_ALLOWANCE_MS : first.atMs;
  const stretches = all.slice(0, countMax).map(({ atMs, limitAmps }, index) => ({
    afterS: index === 0 ? 0 : toSeconds(atMs - startMs),
    limitAmps,
  }));
  return { startMs, stretches, durationS: toSeconds(endMs - startMs) };
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1_000);
}
