import type { ChargingProfile, RateUnit } from './charging-profile.ts';

/** The limit that one profile sets at one instant, in its own unit. */
export type ScheduleLimit = {
  readonly limit: number;
  readonly unit: RateUnit;
  readonly numberPhases: number | undefined;
};

/** Instants in ms on the profile's own time line; `sessionStartMs` anchors relative schedules. */
export type ScheduleInstant = { readonly atMs: number; readonly sessionStartMs: number };

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/**
 * The limit a profile sets at an instant, or undefined when it has none: outside its validity,
 * before its schedule, after its duration (OCPP 1.6 3.13.3: then the next stack level counts).
 */
export function limitAt(
  profile: ChargingProfile,
  instant: ScheduleInstant,
): ScheduleLimit | undefined {
  if (!isValidAt(profile, instant.atMs)) return undefined;
  const schedule = profile.chargingSchedule;
  const elapsedSeconds = (instant.atMs - scheduleStartMs(profile, instant)) / 1_000;
  if (elapsedSeconds < 0) return undefined;
  if (schedule.duration !== undefined && elapsedSeconds >= schedule.duration) return undefined;
  const period = schedule.chargingSchedulePeriod.findLast(
    ({ startPeriod }) => startPeriod <= elapsedSeconds,
  );
  if (period === undefined) return undefined;
  return {
    limit: period.limit,
    unit: schedule.chargingRateUnit,
    numberPhases: period.numberPhases,
  };
}

/** Every instant in (`fromMs`, `untilMs`) at which the profile's limit may change, unsorted. */
export function changesBetween(
  profile: ChargingProfile,
  instant: ScheduleInstant,
  untilMs: number,
): number[] {
  const schedule = profile.chargingSchedule;
  const offsets = schedule.chargingSchedulePeriod.map(({ startPeriod }) => startPeriod * 1_000);
  if (schedule.duration !== undefined) offsets.push(schedule.duration * 1_000);
  const edges = [profile.validFrom, profile.validTo].flatMap((edge) =>
    edge === undefined ? [] : [Date.parse(edge)],
  );
  const repeatMs = recurrenceMs(profile) ?? Number.POSITIVE_INFINITY;
  for (let startMs = scheduleStartMs(profile, instant); startMs < untilMs; startMs += repeatMs) {
    edges.push(startMs, ...offsets.map((offset) => startMs + offset));
  }
  return edges.filter((edgeMs) => edgeMs > instant.atMs && edgeMs < untilMs);
}

/** Where second 0 of the schedule lies (OCPP 1.6 3.13.2 and 7.13 startSchedule). */
function scheduleStartMs(profile: ChargingProfile, instant: ScheduleInstant): number {
  const { startSchedule } = profile.chargingSchedule;
  if (profile.chargingProfileKind === 'Relative' || startSchedule === undefined) {
    return instant.sessionStartMs;
  }
  const firstMs = Date.parse(startSchedule);
  const repeatMs = recurrenceMs(profile);
  if (repeatMs === undefined) return firstMs;
  return firstMs + Math.floor((instant.atMs - firstMs) / repeatMs) * repeatMs;
}

function recurrenceMs(profile: ChargingProfile): number | undefined {
  if (profile.chargingProfileKind !== 'Recurring') return undefined;
  return profile.recurrencyKind === 'Weekly' ? WEEK_MS : DAY_MS;
}

function isValidAt(profile: ChargingProfile, atMs: number): boolean {
  if (profile.validFrom !== undefined && atMs < Date.parse(profile.validFrom)) return false;
  return profile.validTo === undefined || atMs < Date.parse(profile.validTo);
}
