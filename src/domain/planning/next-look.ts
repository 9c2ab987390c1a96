import { type DeviceView, minutes, seconds } from '../commands/spec.ts';
import { isDrawing, toChargerFacts } from './charger-facts.ts';
import { type ChargingPlan, periodAt } from './plan.ts';

/** Without anything that happens, a plan is looked at so often; ms, before `TIME_SCALE`. */
const everyMs = minutes(60);
/** Something that is about to change is not looked at more often than this, ms. */
const leastMs = seconds(15);
/** A vehicle at rest is planned for anew before its plan lets go of it, ms. */
const aheadMs = minutes(5);

/**
 * When a device is to be planned for again, Unix ms: at the next boundary of its plan, when it
 * should have what it needs, and at most an hour from now. `null` = nothing is wished for it.
 */
export function toNextLookMs(
  view: DeviceView,
  { fresh, kept }: { fresh: ChargingPlan | null; kept: ChargingPlan | null },
): number | null {
  const { nowMs, settings, windowMs } = view;
  if (!settings.preferences) return null;
  const boundaries = toBoundaries(kept).filter((atMs) => atMs > nowMs);
  return Math.min(nowMs + windowMs(everyMs), ...boundaries, ...toDone(view, fresh));
}

/** Limits end with the last period: one at rest would let go of a vehicle that has enough. */
function toBoundaries(plan: ChargingPlan | null): readonly number[] {
  const last = plan?.periods.at(-1);
  const ahead = last?.limit === 0 ? [last.endMs - aheadMs] : [];
  return [...(plan?.periods.map(({ endMs }) => endMs) ?? []), ...ahead];
}

/** By what is still missing, at the power that flows now. */
function toDone(view: DeviceView, fresh: ChargingPlan | null): readonly number[] {
  const powerW = toFlowW(view, fresh);
  const missingWh = fresh?.periods.reduce((sum, { energyWh }) => sum + energyWh, 0) ?? 0;
  if (powerW <= 0 || missingWh <= 0) return [];
  return [view.nowMs + Math.max(leastMs, (missingWh / powerW) * 3_600_000)];
}

function toFlowW(view: DeviceView, fresh: ChargingPlan | null): number {
  if (view.device.class === 'battery') return periodAt(fresh, view.nowMs)?.limit ?? 0;
  const facts = toChargerFacts(view.reports);
  return isDrawing(facts) ? (facts.meter?.powerW ?? 0) : 0;
}
