import { type DeviceView, seconds } from '../commands/spec.ts';
import { isBoosting } from '../open-boost.ts';
import { isDrawing, toChargerFacts } from './charger-facts.ts';
import type { ChargingPlan, PlanPeriod } from './plan.ts';
import { toChargeMs, toEnergyWh, toPowerW } from './plan-charging.ts';
import { type Subject, toVehicle } from './to-plan-input.ts';

/** A stretch in which a device will charge, or does. */
export type PlannedDispatch = {
  readonly type: 'SMART' | 'BOOST' | 'TEST';
  readonly startMs: number;
  readonly endMs: number;
  /** What it is expected to take; `null` = nobody can say. */
  readonly energyWh: number | null;
};

/** What it is told from. */
export type PlannedView = Pick<
  DeviceView,
  'device' | 'description' | 'link' | 'reports' | 'wishes' | 'settings' | 'nowMs'
>;

/** How long a test charge takes from its acceptance to its end, about (ocpp.md 3.2), ms. */
const testMs = seconds(90);
/** Something that goes on ends no sooner than this from now, ms. */
const leastMs = seconds(60);
/** A common wall box, where the charger has not said yet what it is. */
const assumedCharger: Subject = {
  device: { kind: 'charger', maxAmps: 32, phases: 1, batteryWh: null },
  socPercent: null,
};

/**
 * When a device will charge, earliest first. An open test or boost stands alone: the plan has no
 * say until that is over.
 */
export function toPlannedDispatches(view: PlannedView): readonly PlannedDispatch[] {
  const { wishes, settings, nowMs } = view;
  if (wishes.test) return [toTest(wishes.test.atMs, nowMs)];
  if (wishes.boost && isBoosting(view)) return [toBoost(view, wishes.boost.atMs)];
  return settings.plan && !wishes.suspended ? toSmart(view, settings.plan) : [];
}

function toTest(startMs: number, nowMs: number): PlannedDispatch {
  const endMs = Math.max(startMs + testMs, nowMs + leastMs);
  return { type: 'TEST', startMs, endMs, energyWh: null };
}

/** A boost lasts until the vehicle is full (kraken-api.md 3): its end is an estimate. */
function toBoost(view: PlannedView, startMs: number): PlannedDispatch {
  const subject = toVehicle(view) ?? assumedCharger;
  const energyWh = toEnergyWh(subject, 100);
  const chargeMs = toRestMs(view, subject, energyWh);
  const endMs = view.nowMs + Math.max(leastMs, Math.round(chargeMs));
  return { type: 'BOOST', startMs, endMs, energyWh };
}

/** What touches is one dispatch: limits within it are no business of the reader's. */
function toSmart(view: PlannedView, plan: ChargingPlan): readonly PlannedDispatch[] {
  const coming = plan.periods.filter(({ endMs, limit }) => endMs > view.nowMs && limit > 0);
  const dispatches = coming.reduce<readonly PlannedDispatch[]>(merge, []);
  const last = dispatches.at(-1);
  if (!last || last.startMs > view.nowMs) return dispatches;
  return [...dispatches.slice(0, -1), toRunning(view, plan, last)];
}

/** A charge that has begun may last until its vehicle is wanted, and ends when that has enough. */
function toRunning(
  view: PlannedView,
  { targetSocPercent }: ChargingPlan,
  dispatch: PlannedDispatch,
): PlannedDispatch {
  const subject = view.device.class === 'battery' ? null : toVehicle(view);
  if (!subject) return dispatch;
  const energyWh = Math.round(toEnergyWh(subject, targetSocPercent));
  const chargeMs = Math.max(leastMs, Math.round(toRestMs(view, subject, energyWh)));
  return { ...dispatch, endMs: Math.min(dispatch.endMs, view.nowMs + chargeMs), energyWh };
}

/** How long so much takes at the power that flows, or else at the most that the charger gives. */
function toRestMs({ reports }: PlannedView, { device }: Subject, energyWh: number): number {
  const facts = toChargerFacts(reports);
  const flowingW = isDrawing(facts) ? facts.meter?.powerW : undefined;
  return toChargeMs(energyWh, flowingW ?? toPowerW(device));
}

function merge(
  before: readonly PlannedDispatch[],
  { startMs, endMs, energyWh }: PlanPeriod,
): readonly PlannedDispatch[] {
  const last = before.at(-1);
  if (last?.endMs !== startMs) return [...before, { type: 'SMART', startMs, endMs, energyWh }];
  const sumWh = (last.energyWh ?? 0) + energyWh;
  return [...before.slice(0, -1), { ...last, endMs, energyWh: sumWh }];
}
