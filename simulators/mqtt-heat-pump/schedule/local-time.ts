import { UsageError } from '../../lib/errors.ts';
import { toPosixTimeZone } from './posix-time-zone.ts';

/** The zone of most of these controllers. */
export const LONDON = 'Europe/London';

/** The day that the first character of a schedule's mask stands for. */
export type FirstDay = 'sunday' | 'monday';

/** A moment on the controller's own wall. */
export interface WallTime {
  /** Days since 1970-01-01 of the local date. */
  readonly date: number;
  /** 0 = Sunday. */
  readonly weekday: number;
  /** Minutes since local midnight. */
  readonly minute: number;
}

/** A controller's zone and how it reads masks of days. */
export interface LocalTime {
  readonly firstDay: FirstDay;
  /** As a controller tells its zone, such as GMT0BST,M3.5.0/1,M10.5.0. */
  readonly posix: string;
  /** What the wall shows. In the hour that comes twice it waits, the second time, at its end. */
  read(now: Date): WallTime;
  /** The character of a mask that stands for a weekday (0 = Sunday). */
  maskIndexOf(weekday: number): number;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** No zone sets its clock back by more than this. */
const SET_BACK_MAX_MINUTES = 180;

/** Time in an IANA zone; throws UsageError for a zone that nobody knows. */
export function makeLocalTime(timeZone: string, firstDay: FirstDay): LocalTime {
  const format = makeFormat(timeZone);
  const minutesOf = (at: Date) => readMinutes(format, at);
  const read = (now: Date): WallTime => {
    const minutes = furthest(minutesOf, now, minutesOf(now));
    const date = Math.floor(minutes / DAY_MINUTES);
    // 1970-01-01 was a Thursday.
    return { date, weekday: (((date + 4) % 7) + 7) % 7, minute: minutes - date * DAY_MINUTES };
  };
  /** A fleet asks with each of its steps, and the wall changes once a minute. */
  let last: { readonly minute: number; readonly shown: WallTime } | null = null;
  return {
    firstDay,
    posix: toPosixTimeZone(timeZone, new Date()),
    read(now) {
      const minute = Math.floor(now.getTime() / MINUTE_MS);
      if (last?.minute !== minute) last = { minute, shown: read(now) };
      return last.shown;
    },
    maskIndexOf: (weekday) => (firstDay === 'sunday' ? weekday : (weekday + 6) % 7),
  };
}

/**
 * Local minutes since 1970, never going back: a change-over that was made before the clock was set
 * back is not made again.
 */
function furthest(minutesOf: (at: Date) => number, now: Date, shown: number): number {
  const earlier = new Date(now.getTime() - SET_BACK_MAX_MINUTES * MINUTE_MS);
  if (shown - minutesOf(earlier) >= SET_BACK_MAX_MINUTES) return shown;
  let best = shown;
  for (let back = 1; back <= SET_BACK_MAX_MINUTES; back += 1) {
    best = Math.max(best, minutesOf(new Date(now.getTime() - back * MINUTE_MS)));
  }
  return best;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  } catch (cause) {
    throw new UsageError(`--timezone ${timeZone}: not a zone such as Europe/London`, { cause });
  }
}

function readMinutes(format: Intl.DateTimeFormat, at: Date): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute) / MINUTE_MS;
}
