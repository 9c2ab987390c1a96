import {
  type ChargingScheduleParams,
  leastAmps,
} from '../../../domain/commands/charging-schedule.ts';
import type { ChargerFacts } from '../charger-memory.ts';
import type { LimitCurve } from '../profiles/limit-curve.ts';

/** A charger whose clock is behind ours must not wait for the first limit. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;

/** What was cut off is given when its time has come: until it is there, the last limit holds. */
const HANDOVER_MS = 5 * 60_000;

/**
 * A schedule as a limit over time that ends by itself; `null` = nothing is limited. Where 0 A would
 * end the session the least current stands for it; periods beyond what the charger takes are left
 * out, and soon after them nothing limits.
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
  const cutAtMs = all[countMax]?.atMs;
  const endMs = Math.min(Date.parse(endAt), (cutAtMs ?? Infinity) + HANDOVER_MS);
  const startMs = first.atMs <= nowMs ? first.atMs - CLOCK_ALLOWANCE_MS : first.atMs;
  const stretches = all.slice(0, countMax).map(({ atMs, limitAmps }, index) => ({
    afterS: index === 0 ? 0 : toSeconds(atMs - startMs),
    limitAmps,
  }));
  const durationS = toSeconds(endMs - startMs);
  return { startMs, stretches, durationS, ...(cutAtMs !== undefined && { cutAtMs }) };
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1_000);
}
