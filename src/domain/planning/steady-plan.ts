import type { ChargingPlan, PlanPeriod } from './plan.ts';

/** A boundary that moved by less is not worth a command to the device, ms. */
const worthMs = 5 * 60_000;

/**
 * The plan that was made before, where the fresh one says nearly the same from now on: what is
 * installed then stays as it is, however often the plan is made anew.
 */
export function toSteadyPlan(
  before: ChargingPlan | null,
  fresh: ChargingPlan | null,
  nowMs: number,
): ChargingPlan | null {
  return before && fresh && isNearly(before, fresh, nowMs) ? before : fresh;
}

function isNearly(before: ChargingPlan, fresh: ChargingPlan, nowMs: number): boolean {
  if (before.readyByMs !== fresh.readyByMs) return false;
  if (before.targetSocPercent !== fresh.targetSocPercent) return false;
  const [old, young] = [toComing(before, nowMs), toComing(fresh, nowMs)];
  if (isLastCharge(old) && young.some(({ limit }) => limit === old[0]?.limit)) return true;
  return (
    old.length === young.length &&
    old.every((period, index) => isNear(period, young[index] as PlanPeriod, nowMs))
  );
}

/** Once begun, a charge goes on until its target is met, be it faster than reckoned or not. */
function isLastCharge(coming: readonly PlanPeriod[]): boolean {
  return coming.length === 1 && (coming[0]?.limit ?? 0) > 0;
}

function toComing({ periods }: ChargingPlan, nowMs: number): readonly PlanPeriod[] {
  return periods.filter(({ endMs }) => endMs > nowMs);
}

function isNear(one: PlanPeriod, other: PlanPeriod, nowMs: number): boolean {
  const movedMs = Math.abs(Math.max(one.startMs, nowMs) - Math.max(other.startMs, nowMs));
  return one.limit === other.limit && movedMs < worthMs;
}
