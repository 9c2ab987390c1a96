import { describe, expect, test } from 'vitest';
import {
  activeSlot,
  type Schedule,
  type Setting,
  toSlotAction,
} from '../../../simulators/mqtt-heat-pump/schedule/active-slot.ts';
import {
  type FirstDay,
  makeLocalTime,
} from '../../../simulators/mqtt-heat-pump/schedule/local-time.ts';
import { toPosixTimeZone } from '../../../simulators/mqtt-heat-pump/schedule/posix-time-zone.ts';

const set = (time: string, setpointC = 20): Setting => ({
  time,
  action: 'SET_TEMPERATURE',
  setpointC,
});
const daily = (...settings: Setting[]): Schedule[] => [{ days: '1111111', settings }];

function slotAt(schedules: readonly Schedule[], text: string, zone = 'Europe/London') {
  const localTime = makeLocalTime(zone, 'sunday');
  return activeSlot(schedules, localTime, new Date(text))?.setting.time ?? null;
}

describe('the slot that holds', () => {
  const workdays = [
    { days: '0111110', settings: [set('07:00')] },
    { days: '1000001', settings: [set('09:00:00')] },
  ];

  test.each([
    // A Monday, before and at its first slot.
    ['2026-11-23T06:59:59Z', '09:00:00'],
    ['2026-11-23T07:00:00Z', '07:00'],
    ['2026-11-28T08:59:00Z', '07:00'],
    ['2026-11-28T09:00:00Z', '09:00:00'],
    // British summer time: half past seven on the wall.
    ['2026-07-06T06:30:00Z', '07:00'],
    ['2026-07-06T05:59:00Z', '09:00:00'],
  ])('at %s is that of %s', (at, time) => {
    expect(slotAt(workdays, at)).toBe(time);
  });

  test('is none without a schedule, and reaches a week back', () => {
    expect(slotAt([], '2026-11-23T07:00:00Z')).toBeNull();
    const sundays = [{ days: '1000000', settings: [set('12:00')] }];
    expect(slotAt(sundays, '2026-11-28T11:00:00Z')).toBe('12:00');
    expect(slotAt(sundays, '2026-11-29T11:59:00Z')).toBe('12:00');
  });

  test('has another name each time it comes round', () => {
    const localTime = makeLocalTime('Europe/London', 'sunday');
    const sundays = [{ days: '1000000', settings: [set('12:00')] }];
    const keyAt = (text: string) => activeSlot(sundays, localTime, new Date(text))?.key;
    expect(keyAt('2026-11-22T13:00:00Z')).toBe(keyAt('2026-11-29T11:59:00Z'));
    expect(keyAt('2026-11-22T13:00:00Z')).not.toBe(keyAt('2026-11-29T13:00:00Z'));
  });
});

describe('the first character of a mask', () => {
  const first = [{ days: '1000000', settings: [set('00:00')] }];

  test.each<[FirstDay, string]>([
    ['sunday', '2026-11-22T12:00:00Z'],
    ['monday', '2026-11-23T12:00:00Z'],
  ])('is %s where the setting says so', (firstDay, at) => {
    const localTime = makeLocalTime('Europe/London', firstDay);
    const date = localTime.read(new Date(at)).date;
    expect(activeSlot(first, localTime, new Date(at))?.key).toBe(`${date}/00:00`);
    const dayAfter = new Date(Date.parse(at) + 86_400_000);
    expect(activeSlot(first, localTime, dayAfter)?.key).toBe(`${date}/00:00`);
  });
});

describe('when the clock is changed', () => {
  const night = daily(set('00:30'), set('01:30'), set('02:30'));

  test.each([
    ['a slot in the hour that is left out holds from its end', '2026-03-29T00:59:00Z', '00:30'],
    ['that is two o’clock on the wall', '2026-03-29T01:00:00Z', '01:30'],
    ['the hour that comes twice, first time', '2026-10-25T00:31:00Z', '01:30'],
    ['second time, before the slot: what was begun goes on', '2026-10-25T01:15:00Z', '01:30'],
    ['second time, after the slot', '2026-10-25T01:45:00Z', '01:30'],
    ['after it', '2026-10-25T02:31:00Z', '02:30'],
  ])('%s', (_what, at, time) => {
    expect(slotAt(night, at)).toBe(time);
  });

  test('the date in another zone is its own', () => {
    const midnight = daily(set('00:00'), set('12:00'));
    expect(slotAt(midnight, '2026-11-23T23:30:00Z', 'Europe/Berlin')).toBe('00:00');
    expect(slotAt(midnight, '2026-11-23T23:30:00Z', 'America/New_York')).toBe('12:00');
  });
});

test.each([
  ['Europe/London', 'GMT0BST,M3.5.0/1,M10.5.0'],
  ['Europe/Berlin', 'CET-1CEST,M3.5.0,M10.5.0/3'],
  ['America/New_York', '<-05>5<-04>,M3.2.0,M11.1.0'],
  ['Australia/Sydney', '<+10>-10<+11>,M10.1.0,M4.1.0/3'],
  ['Asia/Kolkata', '<+0530>-5:30'],
  ['UTC', 'UTC0'],
])('%s is told as %s', (zone, posix) => {
  expect(toPosixTimeZone(zone, new Date('2026-11-23T00:00:00Z'))).toBe(posix);
});

test.each([
  ['HEAT', 'SET_TEMPERATURE'],
  ['on', 'TURN_ON'],
  [' OFF ', 'TURN_OFF'],
  ['TURN_OFF', 'TURN_OFF'],
  ['WARM', null],
])('the action %s means %s', (text, action) => {
  expect(toSlotAction(text)).toBe(action);
});
