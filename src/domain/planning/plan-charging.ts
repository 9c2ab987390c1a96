import { leastAmps } from '../commands/charging-schedule.ts';
import { sha256, toCanonicalJson } from '../digest.ts';
import type { PlanInput } from '../ports/planner.ts';
import type { ChargingPlan, PlanPeriod } from './plan.ts';
import { type ReadyWish, toReadyWishes } from './ready-wishes.ts';

/** Taken for a vehicle that does not say how full it is, percent (docs/adr/0008). */
export const assumedSocPercent = 20;
/** Taken for a vehicle whose battery nobody named, Wh (docs/adr/0008). */
export const assumedBatteryWh = 60_000;
/** The share of what the meter counts that arrives in the battery; a margin, too. */
export const chargingEfficiency = 0.9;
/** What one phase is taken to be, V (nominal in Europe). */
export const phaseVolts = 230;
/** Starts of many devices are spread over this (safety.md, regulation 11), s. */
export const spreadMaxS = 600;

/** A vehicle that has what it needs is not woken for the minutes before it is fetched, ms. */
const restThroughMs = 10 * 60_000;
/** No forced charge of a battery is longer (safety.md, "Battery"), ms. */
const forcedMaxMs = 24 * 60 * 60_000;

/**
 * The plan of one device until it is wanted next: what is below the least share is charged at
 * once, the rest as late as the target allows, and so much earlier than that as the device's own
 * share of the spread; in between it rests. `null` = a device that cannot be told anything.
 */
export function planCharging(input: PlanInput): ChargingPlan | null {
  const rate = toRate(input.device);
  const wish = rate && toWish(input);
  if (!rate || !wish) return null;
  const periods = toPeriods(input, { wish, rate });
  return {
    id: toId(input, wish, periods),
    madeAtMs: input.nowMs,
    readyByMs: wish.readyByMs,
    targetSocPercent: wish.targetSocPercent,
    periods,
  };
}

/** How long so much energy takes, ms. */
export function toChargeMs(energyWh: number, powerW: number): number {
  return (energyWh / powerW) * 3_600_000;
}

/** What the meter counts until a battery is that full; 0 where it is already, Wh. */
export function toEnergyWh(
  { device, socPercent }: Pick<PlanInput, 'device' | 'socPercent'>,
  targetPercent: number,
): number {
  const missing = Math.max(0, targetPercent - (socPercent ?? assumedSocPercent));
  return ((missing / 100) * (device.batteryWh ?? assumedBatteryWh)) / chargingEfficiency;
}

/** The most that the device can take, W; 0 = nothing. */
export function toPowerW(device: PlanInput['device']): number {
  return device.kind === 'battery'
    ? Math.floor(device.maxChargeW)
    : device.maxAmps * phaseVolts * device.phases;
}

/** The limit of a period that charges, and what it means in W. */
type Rate = { readonly limit: number; readonly powerW: number; readonly longestMs: number };

function toRate(device: PlanInput['device']): Rate | null {
  const powerW = toPowerW(device);
  if (device.kind === 'battery') {
    return powerW > 0 ? { limit: powerW, powerW, longestMs: forcedMaxMs } : null;
  }
  const longestMs = Number.POSITIVE_INFINITY;
  return device.maxAmps >= leastAmps ? { limit: device.maxAmps, powerW, longestMs } : null;
}

/** The next one, unless it is met and so near that what follows it can be planned as well. */
function toWish(input: PlanInput): ReadyWish | null {
  const [next, following] = toReadyWishes(input);
  if (!next) return null;
  const isMet = toEnergyWh(input, next.targetSocPercent) === 0;
  const isNear = next.readyByMs - input.nowMs <= restThroughMs;
  return isMet && isNear && following ? following : next;
}

function toPeriods(
  input: PlanInput,
  { wish, rate }: { wish: ReadyWish; rate: Rate },
): readonly PlanPeriod[] {
  const { nowMs } = input;
  const { readyByMs } = wish;
  const leastWh = toEnergyWh(input, wish.minSocPercent ?? 0);
  const laterWh = Math.max(0, toEnergyWh(input, wish.targetSocPercent) - leastWh);
  const leastMs = Math.min(toChargeMs(leastWh, rate.powerW), rate.longestMs);
  const restAtMs = Math.min(Math.ceil((nowMs + leastMs) / 1_000) * 1_000, readyByMs);
  const startAtMs = laterWh > 0 ? toStart(input, { wish, rate, energyWh: laterWh }) : readyByMs;
  const charge = (startMs: number, endMs: number, energyWh: number) =>
    toPeriod({ startMs, endMs, limit: rate.limit, energyWh }, rate.powerW);
  if (startAtMs <= restAtMs) return [charge(nowMs, readyByMs, leastWh + laterWh)];
  const periods = [
    charge(nowMs, leastWh > 0 ? restAtMs : nowMs, leastWh),
    { startMs: leastWh > 0 ? restAtMs : nowMs, endMs: startAtMs, limit: 0, energyWh: 0 },
    charge(startAtMs, readyByMs, laterWh),
  ];
  return periods.filter(({ startMs, endMs }) => endMs > startMs);
}

/** In whole seconds, as schedules are written; never before now. */
function toStart(
  input: PlanInput,
  part: { wish: ReadyWish; rate: Rate; energyWh: number },
): number {
  const { readyByMs, day } = part.wish;
  const chargeMs = toChargeMs(part.energyWh, part.rate.powerW) + toSpreadMs(input, day);
  const latestMs = readyByMs - Math.min(chargeMs, part.rate.longestMs);
  return Math.max(input.nowMs, toSecond(latestMs));
}

/** The same for a device all day long, so that a plan that is made anew does not move. */
function toSpreadMs({ spreadBy }: PlanInput, day: string): number {
  const number = Number.parseInt(sha256(`${spreadBy} ${day}`).slice(0, 8), 16);
  return (number % (spreadMaxS + 1)) * 1_000;
}

function toPeriod(period: PlanPeriod, powerW: number): PlanPeriod {
  const mostWh = (powerW * (period.endMs - period.startMs)) / 3_600_000;
  return { ...period, energyWh: Math.round(Math.min(period.energyWh, mostWh)) };
}

function toSecond(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}

/** By content: when the first period began is not part of it. */
function toId(input: PlanInput, wish: ReadyWish, periods: readonly PlanPeriod[]): string {
  const content = {
    device: input.spreadBy,
    readyByMs: wish.readyByMs,
    target: wish.targetSocPercent,
    periods: periods.map(({ startMs, limit }, index) => [index === 0 ? 0 : startMs, limit]),
  };
  return sha256(toCanonicalJson(content)).slice(0, 32);
}
