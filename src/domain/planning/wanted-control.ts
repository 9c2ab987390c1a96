import type { Command } from '../command.ts';
import type { BatteryWindowsParams } from '../commands/battery-windows.ts';
import type { ChargingScheduleParams } from '../commands/charging-schedule.ts';
import type { DeviceView } from '../commands/spec.ts';
import { toLifecycle } from '../lifecycle.ts';
import type { BatteryReport } from '../reports.ts';
import type { Transaction } from '../transaction.ts';
import {
  type ChargerFacts,
  isPlanOutdated,
  isPluggedIn,
  isProfileProven,
  toChargerFacts,
} from './charger-facts.ts';
import { type ChargingPlan, type PlanPeriod, periodAt } from './plan.ts';

/** No order to a battery ends later than this from now (safety.md, "Battery"), ms. */
const forcedMaxMs = 24 * 60 * 60_000;

/** What was said to a device before; `null` = nothing, or it is forgotten. */
export type Said = {
  /** The last command of ours for its plan. */
  readonly before: Transaction | null;
  /** The boost that is open. */
  readonly boost: Transaction | null;
};

/**
 * The command that brings a device from what it holds to what is wanted of it now; `null` = it
 * holds that already, or nothing is wanted of it.
 */
export function toWantedCommand(
  view: DeviceView,
  plan: ChargingPlan | null,
  said: Said,
): Command | null {
  if (toLifecycle(view) !== 'LIVE' || view.wishes.suspended) return null;
  return view.device.class === 'battery'
    ? toBatteryCommand(view, plan, said.before?.command ?? null)
    : toChargerCommand(view, plan, said);
}

/** True where two of ours wish for the same: what has passed of a schedule makes no difference. */
export function isSameWish(one: Command, other: Command): boolean {
  if (one.kind === 'set_charging_schedule' && other.kind === 'set_charging_schedule') {
    return toWish(one.params) === toWish(other.params);
  }
  return one.kind === other.kind && JSON.stringify(one.params) === JSON.stringify(other.params);
}

function toWish({ planId, isBoosting, begins, ends = false }: ChargingScheduleParams): string {
  return JSON.stringify([planId, isBoosting, begins, ends]);
}

function toChargerCommand(view: DeviceView, plan: ChargingPlan | null, said: Said): Command | null {
  const isBoosting = view.wishes.boost !== undefined;
  const begins = !isBoosting && mustBegin(view, plan);
  const ends = !isBoosting && mustEnd(view, plan);
  const isDone = isInstalled(view, plan, said) && !isBoostLost(view, plan, said);
  if (isDone && !begins && !ends) return null;
  const flags = { isBoosting, begins, ...(ends && { ends }) };
  return { kind: 'set_charging_schedule', params: toSchedule(view, plan, flags) };
}

/**
 * A plan counts as installed where it was said on this link and the charger's word of this link and
 * boot confirms it; that there is none, on any word.
 */
function isInstalled(view: DeviceView, plan: ChargingPlan | null, { before }: Said): boolean {
  const { profile } = toChargerFacts(view.reports);
  const installed = profile?.planId ?? null;
  if (!plan) return installed === null;
  // What a boost takes the place of is given when that is over.
  if (view.wishes.boost && profile?.planCovered) return isProfileProven(view);
  const isSaid = isProfileProven(view) && isSaidHere(before, view);
  return installed === plan.id && !isPlanOutdated(view) && isSaid;
}

function isSaidHere(transaction: Transaction | null, { link }: DeviceView): boolean {
  return transaction?.epoch === link.epoch;
}

/**
 * An open boost whose profile the charger may have forgotten, or that a plan at rest holds down.
 * Where no profile was needed for the boost, none can be lost; nor where none is taken.
 */
function isBoostLost(
  view: DeviceView,
  plan: ChargingPlan | null,
  { before, boost }: Said,
): boolean {
  if (!view.wishes.boost) return false;
  const { profile } = toChargerFacts(view.reports);
  if (profile?.control === 'on_off') return false;
  const wasInstalled = profile?.boostInstalled === true;
  const isLifted =
    before?.command.kind === 'set_charging_schedule' && before.command.params.isBoosting;
  const wasSaid = isSaidHere(boost, view) || (isLifted && isSaidHere(before, view));
  if (!wasSaid || !isProfileProven(view)) return wasInstalled;
  return !wasInstalled && periodAt(plan, view.nowMs)?.limit === 0;
}

/**
 * Ends after which nobody but a person may begin again (OCPP 1.6 7.36, 2.0.1 ReasonEnumType): a
 * danger, or a person at the charger. An end without a reason is neither.
 */
const FINAL_ENDS: ReadonlySet<string> = new Set([
  ...['EmergencyStop', 'GroundFault', 'OvercurrentFault'],
  ...['Local', 'MasterPass'],
]);

/** The plan charges now, and the vehicle that waits for it is in no session. */
function mustBegin(view: DeviceView, plan: ChargingPlan | null): boolean {
  const facts = toChargerFacts(view.reports);
  const charges = (periodAt(plan, view.nowMs)?.limit ?? 0) > 0;
  const isWaiting = isPluggedIn(facts) && facts.session?.running !== true;
  return charges && isWaiting && !wasEndedForGood(facts);
}

/** The plan rests now, and no limit says so to the session that runs. */
function mustEnd(view: DeviceView, plan: ChargingPlan | null): boolean {
  const { profile, session } = toChargerFacts(view.reports);
  const rests = periodAt(plan, view.nowMs)?.limit === 0;
  return rests && profile?.control === 'on_off' && session?.running === true;
}

/** Until the vehicle is unplugged, whatever status its charger shows meanwhile. */
function wasEndedForGood({ session }: ChargerFacts): boolean {
  return session?.vehicleLeft !== true && FINAL_ENDS.has(session?.endReason ?? '');
}

function toSchedule(
  { nowMs }: DeviceView,
  plan: ChargingPlan | null,
  flags: Pick<ChargingScheduleParams, 'isBoosting' | 'begins' | 'ends'>,
): ChargingScheduleParams {
  const coming = plan ? toComing(plan, nowMs) : [];
  const periods = coming.map(({ startMs, limit }) => ({
    startAt: toIso(startMs),
    limitAmps: limit,
  }));
  const last = coming.at(-1);
  const planId = plan && last ? plan.id : null;
  return { planId, periods, endAt: last ? toIso(last.endMs) : null, ...flags };
}

/** What is over is left out; windows that we never set are left to whoever did. */
function toBatteryCommand(
  view: DeviceView,
  plan: ChargingPlan | null,
  before: Command | null,
): Command | null {
  const report = view.reports.battery?.value as BatteryReport | undefined;
  const shown = toLasting(report?.windows ?? [], view.nowMs);
  const windows = toWindows(view, plan);
  const wasSet = before?.kind === 'set_windows' ? before.params.windows : [];
  const isOurs = isSame(shown, toLasting(wasSet, view.nowMs));
  if (isSame(windows, shown) || (windows.length === 0 && !isOurs)) return null;
  return { kind: 'set_windows', params: { windows: [...windows] } };
}

type Windows = BatteryWindowsParams['windows'];

/** A window that is not over within a day is given later; what is given away is the owner's. */
function toWindows({ nowMs, settings }: DeviceView, plan: ChargingPlan | null): Windows {
  const mayDischarge = settings.gridExport === true;
  const coming = plan ? toComing(plan, nowMs) : [];
  return coming
    .filter(({ limit }) => limit > 0 || (limit < 0 && mayDischarge))
    .filter(({ endMs }) => endMs - nowMs <= forcedMaxMs)
    .map(({ startMs, endMs, limit }) => ({
      startAt: toIso(startMs),
      endAt: toIso(endMs),
      direction: limit > 0 ? 'charge' : 'discharge',
      powerW: Math.abs(limit),
    }));
}

function toComing({ periods }: ChargingPlan, nowMs: number): readonly PlanPeriod[] {
  return periods.filter(({ endMs }) => endMs > nowMs);
}

function toLasting(windows: BatteryReport['windows'] & object, nowMs: number) {
  return windows.filter(({ endAt }) => Date.parse(endAt) > nowMs);
}

function isSame(one: BatteryReport['windows'] & object, other: typeof one): boolean {
  const toKey = (windows: typeof one) =>
    JSON.stringify(
      windows.map(({ startAt, endAt, direction, powerW }) => [
        Math.round(Date.parse(startAt) / 1_000),
        Math.round(Date.parse(endAt) / 1_000),
        direction,
        powerW,
      ]),
    );
  return toKey(one) === toKey(other);
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString();
}
