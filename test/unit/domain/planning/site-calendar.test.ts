import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  makeSiteCalendar,
  type SiteDay,
  toDayOfWeek,
} from '../../../../src/domain/planning/site-calendar.ts';

const london = makeSiteCalendar('Europe/London');
const at = (text: string) => Date.parse(text);
const day = (text: string): SiteDay => {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
  return { year, month, day: date };
};

describe('the calendar of a site', () => {
  it.each([
    ['in winter', '2026-01-15', 7 * 60, '2026-01-15T07:00:00Z'],
    ['in summer', '2026-07-15', 7 * 60, '2026-07-15T06:00:00Z'],
    ['after the clocks went forward', '2026-03-29', 7 * 60, '2026-03-29T06:00:00Z'],
    ['after they went back', '2026-10-25', 7 * 60, '2026-10-25T07:00:00Z'],
    ['that comes twice, the first time', '2026-10-25', 90, '2026-10-25T00:30:00Z'],
    ['that is skipped, no later than it was meant', '2026-03-29', 90, '2026-03-29T00:30:00Z'],
    ['at midnight', '2026-07-15', 0, '2026-07-14T23:00:00Z'],
  ])('knows the moment of a time %s', (_what, text, minute, wanted) => {
    expect(new Date(london.momentOf(day(text), minute)).toISOString()).toBe(
      new Date(wanted).toISOString(),
    );
  });

  it('knows which day it is, and of which week day', () => {
    expect(london.dayAt(at('2026-07-14T23:30:00Z'))).toEqual(day('2026-07-15'));
    expect(makeSiteCalendar('Pacific/Auckland').dayAt(at('2026-01-01T12:00:00Z'))).toEqual(
      day('2026-01-02'),
    );
    expect(toDayOfWeek(day('2026-11-23'))).toBe(0);
    expect(toDayOfWeek(day('2026-11-29'))).toBe(6);
    expect(addDays(day('2026-12-31'), 1)).toEqual(day('2027-01-01'));
  });

  it('is at the moment that it names, in every zone and all year long', () => {
    const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
    const anyMinute = fc.integer({ min: 0, max: 1_439 });
    const anyDay = fc.integer({ min: 0, max: 3_650 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, anyMinute, (zone, count, minute) => {
        const calendar = makeSiteCalendar(zone);
        const wanted = addDays(day('2024-01-01'), count);
        const moment = calendar.momentOf(wanted, minute);
        const noonMs = calendar.momentOf(wanted, 720);
        // A skipped hour may fall into the day before, but never by more than the skip itself.
        expect(Math.abs(moment - noonMs - (minute - 720) * 60_000)).toBeLessThanOrEqual(3_600_000);
        if (minute >= 180) expect(calendar.dayAt(moment)).toEqual(wanted);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
