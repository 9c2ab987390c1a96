const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * An IANA zone in the words that controllers use (POSIX 1003.1 8.3, `TZ`), from the rules of the
 * year of `now`: `GMT0BST,M3.5.0/1,M10.5.0` for Europe/London. Abbreviations that are no letters
 * are written as numbers, `<+05>-5`.
 */
export function toPosixTimeZone(timeZone: string, now: Date): string {
  const offsetAt = makeOffset(timeZone);
  const nameAt = makeName(timeZone);
  const changes = changesOf(offsetAt, now.getUTCFullYear());
  const [first, second] = changes;
  if (first === undefined || second === undefined || changes.length !== 2) {
    return `${nameAt(now, offsetAt(now))}${toHours(-offsetAt(now))}`;
  }
  const [toSummer, toWinter] = first.after > first.before ? [first, second] : [second, first];
  const standard = `${nameAt(toWinter.at, toWinter.after)}${toHours(-toWinter.after)}`;
  const isHourAhead = toSummer.after - toWinter.after === 60;
  const summer = `${nameAt(toSummer.at, toSummer.after)}${
    isHourAhead ? '' : toHours(-toSummer.after)
  }`;
  return `${standard}${summer},${toRule(toSummer)},${toRule(toWinter)}`;
}

interface Change {
  readonly at: Date;
  /** Minutes east of Greenwich before and after. */
  readonly before: number;
  readonly after: number;
}

/** Change-overs of a year, by halving the spans in which the offset differs. */
function changesOf(offsetAt: (at: Date) => number, year: number): Change[] {
  const changes: Change[] = [];
  const endMs = Date.UTC(year + 1, 0, 1);
  const stepMs = 7 * 24 * HOUR_MS;
  for (let fromMs = Date.UTC(year, 0, 1); fromMs < endMs; fromMs += stepMs) {
    let low = fromMs;
    let high = Math.min(fromMs + stepMs, endMs);
    const before = offsetAt(new Date(low));
    const after = offsetAt(new Date(high));
    if (before === after) continue;
    while (high - low > MINUTE_MS) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
      if (offsetAt(new Date(middle)) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: new Date(high), before, after });
  }
  return changes;
}

/** `Mm.w.d/time`: month, week (5 = the last), weekday, and the wall time before the change. */
function toRule({ at, before }: Change): string {
  const wall = new Date(at.getTime() + before * MINUTE_MS);
  const day = wall.getUTCDate();
  const days = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  const week = day + 7 > days ? 5 : Math.ceil(day / 7);
  const minutes = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  // Two o'clock is what the rule means when it says no time.
  const time = minutes === 120 ? '' : `/${toHours(minutes)}`;
  return `M${wall.getUTCMonth() + 1}.${week}.${wall.getUTCDay()}${time}`;
}

function toHours(minutes: number): string {
  const sign = minutes < 0 ? '-' : '';
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `${sign}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

function makeOffset(timeZone: string): (at: Date) => number {
  const read = makeReader(timeZone, 'longOffset');
  return (at) => {
    const [, sign = '+', hours = '0', minutes = '0'] =
      /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(read(at)) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

function makeName(timeZone: string): (at: Date, offset: number) => string {
  const read = makeReader(timeZone, 'short');
  return (at, offset) => {
    const name = read(at);
    if (/^[A-Z]{3,6}$/.test(name)) return name;
    const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
    const rest = Math.abs(offset) % 60;
    return `<${offset < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : String(rest)}>`;
  };
}

function makeReader(timeZone: string, timeZoneName: 'short' | 'longOffset') {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName });
  return (at: Date) =>
    format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
