import { describe, expect, it } from 'vitest';
import type { ChargingScheduleParams } from '../../../../src/domain/commands/charging-schedule.ts';
import { setChargingSchedule } from '../../../../src/domain/commands/charging-schedule.ts';
import type { Aspect, Report } from '../../../../src/domain/reports.ts';
import { makeReport } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const sentAtMs = fakeStartMs + 1_000;
const installed = makeReport({ planId: 'plan-1', boostInstalled: false, readBack: true });

function judge(begins: boolean, reports: Partial<Record<Aspect, Report>>) {
  const params = { planId: 'plan-1', periods: [], endAt: null, isBoosting: false, begins };
  return setChargingSchedule.judge(params, { transactionId: 'tx', reports, marks: {}, sentAtMs });
}

describe('a schedule that is read back', () => {
  it('is proved, session or not', () => {
    expect(judge(false, { profile: installed }).kind).toBe('proved');
  });

  it('is proved below a boost that has its place, and only there', () => {
    const covered = { planId: null, planCovered: true, boostInstalled: true, readBack: true };
    const params = { planId: 'plan-1', periods: [], endAt: null, begins: false };
    const input = { transactionId: 'tx', reports: { profile: makeReport(covered) }, marks: {} };
    const verdictOf = (isBoosting: boolean) =>
      setChargingSchedule.judge({ ...params, isBoosting }, { ...input, sentAtMs }).kind;
    expect(verdictOf(true)).toBe('proved');
    expect(verdictOf(false)).toBe('contrary');
  });

  it('is proved where it begins a session only with that session', () => {
    const session = (running: boolean) => makeReport({ running });
    expect(judge(true, { profile: installed, session: session(true) }).kind).toBe('proved');
    for (const reports of [{}, { session: session(false) }]) {
      expect(judge(true, { profile: installed, ...reports })).toMatchObject({
        kind: 'contrary',
        code: 'effect_not_seen',
      });
    }
  });
});

describe('a schedule that is kept by on and off', () => {
  const at = (offsetMs: number) => new Date(sentAtMs + offsetMs).toISOString();
  const resting = { periods: [{ startAt: at(-1_000), limitAmps: 0 }], endAt: at(60_000) };
  const charging = { periods: [{ startAt: at(-1_000), limitAmps: 16 }], endAt: at(60_000) };
  const flags = { planId: 'plan-1', isBoosting: false, begins: false };
  const switched = { planId: 'plan-1', boostInstalled: false, control: 'on_off', readBack: true };
  const profile = makeReport(switched);
  const session = (running: boolean) => makeReport({ running, sessionId: 7 });
  const meter = (powerW: number) => makeReport({ powerW, sessionId: 7 });
  const verdictOf = (
    over: Partial<ChargingScheduleParams>,
    reports: Partial<Record<Aspect, Report>>,
  ) => {
    const params = { ...flags, ...resting, ...over };
    const input = { transactionId: 'tx', reports: { profile, ...reports }, marks: {}, sentAtMs };
    const verdict = setChargingSchedule.judge(params, input);
    return verdict.kind === 'proved' ? verdict.evidence['aspect'] : verdict.kind;
  };
  const old = { receivedAtMs: fakeStartMs };

  it.each([
    ['rests: its session has ended', {}, { session: session(false) }, 'session'],
    ['rests: none ran', {}, { session: makeReport({ running: false }, old) }, 'profile'],
    ['rests: nothing flows', {}, { session: session(true), meter: meter(500) }, 'meter'],
    ['rests, and it flows', {}, { session: session(true), meter: meter(501) }, 'contrary'],
    ['rests, and nothing was metered', {}, { session: session(true) }, 'none'],
    [
      'rested when it was decided, and it flows',
      { ...charging, ends: true },
      { session: session(true), meter: meter(7_000) },
      'contrary',
    ],
    ['charges', charging, { session: session(true), meter: meter(7_000) }, 'profile'],
    ['rests below a boost', { isBoosting: true }, { session: session(true) }, 'profile'],
  ])('%s', (_what, over, reports, wanted) => {
    expect(verdictOf(over, reports)).toBe(wanted);
  });
});
