import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { ChargingScheduleParams } from '../../../src/domain/commands/charging-schedule.ts';
import type { DeviceView } from '../../../src/domain/commands/spec.ts';
import { noSettings } from '../../../src/domain/device-settings.ts';
import type { ProfileReport } from '../../../src/domain/reports.ts';
import { checkSafety } from '../../../src/domain/safety.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeDescription, makeReports, makeView } from '../../support/builders.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';

const iso = (offsetMs: number) => new Date(fakeStartMs + offsetMs).toISOString();
const hour = 3_600_000;

/** A schedule that holds one limit from a minute ago until in an hour. */
function scheduleOf(limitAmps: number, over: Partial<ChargingScheduleParams> = {}): Command {
  const periods = [{ startAt: iso(-60_000), limitAmps }];
  const params = { planId: 'plan', periods, endAt: iso(hour), isBoosting: false, begins: false };
  return { kind: 'set_charging_schedule', params: { ...params, ...over } };
}

const limited = { boostInstalled: false, planId: 'earlier', limitAmps: 0, readBack: true };

/** A charger of 16 A, whose session draws so much, switched so long ago; a limit holds its plan. */
function charger(
  powerW: number,
  switchedAgoMs: readonly number[] = [],
  profile: Partial<ProfileReport> = limited,
): DeviceView {
  return makeView({
    description: makeDescription({ charger: { maxAmps: 16, phases: 3 } }),
    reports: makeReports({
      status: { connectorId: 1, state: powerW > 0 ? 'charging' : 'suspended_charger' },
      session: { running: true, sessionId: 1 },
      meter: { powerW, sessionId: 1 },
      profile,
    }),
    settings: {
      ...noSettings,
      switches: switchedAgoMs.map((ago) => ({ transactionId: `${ago}`, atMs: fakeStartMs - ago })),
    },
  });
}

describe('the current that a schedule gives', () => {
  it.each([
    ['nothing', 0, null],
    ['the least that a vehicle takes', 6, null],
    ['less than that', 5.9, ['current_too_low', 6, 5.9]],
    ['all that the charger carries', 16, null],
    ['more than that', 16.1, ['current_too_high', 16, 16.1]],
  ])('may be %s or not', (_what, amps, wanted) => {
    const refusal = checkSafety(scheduleOf(amps), charger(0));
    expect(refusal && [refusal.code, refusal.limit, refusal.actual]).toEqual(wanted);
  });
});

describe('switching by commands of our own', () => {
  const ten = Array.from({ length: 10 }, (_, index) => (10 - index) * 300_000);
  it.each([
    ['off, and nothing was switched before', scheduleOf(0), charger(7_000), null],
    ['off a moment after', scheduleOf(0), charger(7_000, [59_000]), 'switched_too_soon'],
    ['off a minute after', scheduleOf(0), charger(7_000, [60_000]), null],
    ['on a moment after', scheduleOf(16), charger(0, [59_000]), 'switched_too_soon'],
    ['on for the eleventh time', scheduleOf(16), charger(0, ten), 'switched_too_often'],
    [
      'on where ten were in more than an hour',
      scheduleOf(16),
      charger(0, [hour, ...ten.slice(1)]),
      null,
    ],
    ['nothing: it rests already', scheduleOf(0), charger(0, [1_000]), null],
    ['nothing: it charges already', scheduleOf(16), charger(7_000, [1_000]), null],
    ['off under an open boost', scheduleOf(0, { isBoosting: true }), charger(7_000, [1_000]), null],
    [
      'off by the end of a session, whatever flows in it',
      scheduleOf(0, { ends: true }),
      charger(0, [1_000]),
      'switched_too_soon',
    ],
    [
      'off by what may be the end of a session: whether a limit is taken is not known yet',
      scheduleOf(0),
      charger(0, [1_000], { ...limited, planId: null }),
      'switched_too_soon',
    ],
    [
      'on by taking a plan away',
      scheduleOf(0, { planId: null, periods: [], endAt: null }),
      charger(0, [1_000]),
      'switched_too_soon',
    ],
  ] as const)('%s', (_what, command, view, code) => {
    expect(checkSafety(command, view)?.code ?? null).toBe(code);
  });

  it('names the first moment at which it may', () => {
    expect(checkSafety(scheduleOf(0), charger(7_000, [20_000]))?.earliestAtMs).toBe(
      fakeStartMs + 40_000,
    );
    expect(checkSafety(scheduleOf(16), charger(0, ten))).toMatchObject({
      ...{ limit: 10, actual: 10, earliestAtMs: fakeStartMs + hour - 3_000_000 },
    });
  });

  it('is shortened like every window when time is scaled', () => {
    const view = { ...charger(7_000, [2_000]), windowMs: (ms: number) => ms / 60 };
    expect(checkSafety(scheduleOf(0), view)).toBeNull();
  });

  it('does not count what an earlier attempt of the same command switched', () => {
    const view = charger(7_000, [5_000]);
    expect(checkSafety(scheduleOf(0), view, '5000' as TransactionId)).toBeNull();
    expect(checkSafety(scheduleOf(0), view, 'other' as TransactionId)?.code).toBe(
      'switched_too_soon',
    );
  });

  it('binds no boost of an owner', () => {
    expect(checkSafety({ kind: 'boost', params: {} }, charger(0, ten))).toBeNull();
  });
});

it('an order to a battery ends within a day', () => {
  const windowsOf = (endMs: number): Command => ({
    kind: 'set_windows',
    params: {
      windows: [{ startAt: iso(0), endAt: iso(endMs), direction: 'charge', powerW: 1_000 }],
    },
  });
  expect(checkSafety(windowsOf(24 * hour), makeView())).toBeNull();
  expect(checkSafety(windowsOf(24 * hour + 1), makeView())?.code).toBe('window_too_long');
  const none: Command = { kind: 'set_windows', params: { windows: [] } };
  expect(checkSafety(none, makeView())).toBeNull();
});
