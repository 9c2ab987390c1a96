import type { ChargingPreferences, DayPreference } from '../device-settings.ts';
import { addDays, makeSiteCalendar, type SiteDay, toDayOfWeek } from './site-calendar.ts';

/** One day's wish with its moment. */
export type ReadyWish = {
  /** Unix ms. */
  readonly readyByMs: number;
  readonly targetSocPercent: number;
  readonly minSocPercent: number | null;
  /** The day in the site's calendar, as text. */
  readonly day: string;
};

const daysAhead = 8;

/** The wishes that are still to come, the next one first. */
export function toReadyWishes(asked: {
  readonly nowMs: number;
  readonly timeZone: string;
  readonly preferences: ChargingPreferences;
}): readonly ReadyWish[] {
  const calendar = makeSiteCalendar(asked.timeZone);
  const today = calendar.dayAt(asked.nowMs);
  const wishes = Array.from({ length: daysAhead + 1 }, (_, ahead) => {
    const day = addDays(today, ahead);
    const weekDay = toDayOfWeek(day);
    const preference = asked.preferences.days.find((each) => each.day === weekDay);
    return preference ? [toWish(preference, day, calendar.momentOf)] : [];
  });
  return wishes.flat().filter(({ readyByMs }) => readyByMs > asked.nowMs);
}

function toWish(
  preference: DayPreference,
  day: SiteDay,
  momentOf: (day: SiteDay, minuteOfDay: number) => number,
): ReadyWish {
  const [hours = 0, minutes = 0] = preference.readyBy.split(':').map(Number);
  return {
    readyByMs: momentOf(day, hours * 60 + minutes),
    targetSocPercent: preference.targetSocPercent,
    minSocPercent: preference.minSocPercent,
    day: `${day.year}-${day.month}-${day.day}`,
  };
}
