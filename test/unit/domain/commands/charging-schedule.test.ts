import { describe, expect, it } from 'vitest';
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
