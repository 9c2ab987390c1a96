/** A day of the calendar that the site lives by; `month` counts from 1. */
export type SiteDay = { readonly year: number; readonly month: number; readonly day: number };

/** The calendar and the clock on the wall of one time zone. */
export type SiteCalendar = {
  /** Which day it is there at a moment, Unix ms. */
  dayAt(atMs: number): SiteDay;
  /**
   * When the clock on the wall shows that minute of that day, Unix ms. A time that comes twice is
   * the first of the two; one that is skipped is as early as if the clock had been put on before:
   * whatever is to be ready by then is ready, and not an hour late.
   */
  momentOf(day: SiteDay, minuteOfDay: number): number;
};

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The calendar of an IANA zone, by the rules that the runtime carries (ECMA-402).
 * @throws RangeError for a zone that it does not know.
 */
export function makeSiteCalendar(timeZone: string): SiteCalendar {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** What the wall shows, as if it were UTC. */
  const toWallMs = (atMs: number): number => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(atMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const toOffsetMs = (atMs: number) => toWallMs(atMs) - Math.floor(atMs / 1_000) * 1_000;
  return {
    dayAt: (atMs) => toDay(toWallMs(atMs)),
    momentOf(day, minuteOfDay) {
      const wallMs = toDayMs(day) + minuteOfDay * minuteMs;
      const offsets = [toOffsetMs(wallMs - dayMs), toOffsetMs(wallMs + dayMs)];
      const moments = offsets.map((offsetMs) => wallMs - offsetMs);
      const real = moments.filter((atMs) => toWallMs(atMs) === wallMs);
      return Math.min(...(real.length > 0 ? real : moments));
    },
  };
}

/** So many days later. */
export function addDays(day: SiteDay, count: number): SiteDay {
  return toDay(toDayMs(day) + count * dayMs);
}

/** 0 = Monday ... 6 = Sunday. */
export function toDayOfWeek(day: SiteDay): number {
  return (new Date(toDayMs(day)).getUTCDay() + 6) % 7;
}

function toDay(wallMs: number): SiteDay {
  const at = new Date(wallMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function toDayMs({ year, month, day }: SiteDay): number {
  return Date.UTC(year, month - 1, day);
}
