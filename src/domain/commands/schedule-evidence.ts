import type { SchedulesReport } from '../reports.ts';
import { isSameCelsius, type Match, matches, matchesAll, matchesKnown } from './equality.ts';
import type { Schedule, Setting, SetZoneSchedulesParams } from './schedule-schema.ts';
import { toScheduleAction, toTimeOfDay } from './schedule-words.ts';

type ShownSchedule = SchedulesReport['schedules'][number];
type ShownSetting = NonNullable<ShownSchedule['settings']>[number];

/** What a zone does on one day of the mask; `null` = the report does not say. */
type Day = { readonly wanted: readonly Setting[]; readonly shown: readonly ShownSetting[] | null };

/**
 * Compares day by day, so that a controller may group the days, and order the groups, in its own
 * way. Only the days that the wish names count. What differs is told of the first such day.
 */
export function compareSchedules(params: SetZoneSchedulesParams, report: SchedulesReport) {
  const ofZone = report.schedules.filter((each) => each.zone === params.zone);
  const days = params.schedules.flatMap((schedule) => toDays(schedule, ofZone));
  const equal = matchesAll(days.map(isSameDay));
  const other = equal === false ? days.find((day) => isSameDay(day) === false) : undefined;
  if (other) return { ...other, equal };
  return { wanted: params.schedules, shown: ofZone, equal };
}

function toDays(
  { days, settings: wanted }: Schedule,
  ofZone: readonly ShownSchedule[],
): readonly Day[] {
  const named = [...days].flatMap((mark, day) => (mark === '1' ? [day] : []));
  return named.map((day) => ({ wanted, shown: toShown(ofZone, day) }));
}

/** A group without its days, or without its slots, may be the one of this day. */
function toShown(ofZone: readonly ShownSchedule[], day: number): readonly ShownSetting[] | null {
  const isOpen = ({ days, settings }: ShownSchedule) =>
    days === undefined || (days[day] === '1' && settings === undefined);
  if (ofZone.some(isOpen)) return null;
  return ofZone
    .filter(({ days }) => days?.[day] === '1')
    .flatMap(({ settings }) => settings ?? [])
    .toSorted((left, right) => toOrder(left).localeCompare(toOrder(right)));
}

function toOrder({ time }: ShownSetting): string {
  return toTimeOfDay(time) ?? time;
}

function isSameDay({ wanted, shown }: Day): Match {
  if (shown === null) return null;
  if (wanted.length !== shown.length) return false;
  return matchesAll(wanted.map((setting, index) => isSameSetting(setting, shown[index])));
}

function isSameSetting(wanted: Setting, shown: ShownSetting | undefined): Match {
  if (!shown) return false;
  const { action, setpointC } = wanted;
  return matchesAll([
    toTimeOfDay(shown.time) === wanted.time,
    matches(shown.action, (each) => toScheduleAction(each) === action),
    // A slot that turns a zone off has no temperature to compare; one that is shown with null may
    // leave it to the zone.
    setpointC === undefined || action === 'TURN_OFF'
      ? true
      : matchesKnown(shown.setpointC, (each) => isSameCelsius(each, setpointC)),
  ]);
}
