import { describe, expect, it } from 'vitest';
import { changesPlan } from '../../../../src/domain/planning/changes-plan.ts';
import type { Aspect } from '../../../../src/domain/reports.ts';
import { makeReport } from '../../../support/builders.ts';

const status = (state: string) => ({ connectorId: 1, state, faultCode: null });
const session = (running: boolean, sessionId: number | null = 1) => ({ running, sessionId });
const preferred = { ...session(true), hasPriority: true };
const meter = (socPercent: number | null) => ({ powerW: 0, socPercent, sessionId: 1 });

describe('a plan is made anew', () => {
  it.each<[string, Aspect, unknown, unknown, boolean]>([
    ['when a vehicle comes', 'status', status('available'), status('preparing'), true],
    ['when it goes', 'status', status('finishing'), status('available'), true],
    ['not while it stays', 'status', status('preparing'), status('charging'), false],
    ['when a fault takes the charger away', 'status', status('charging'), status('faulted'), true],
    ['when a session begins', 'session', session(false), session(true), true],
    ['when it ends', 'session', session(true), session(false), true],
    ['when it gets priority', 'session', session(true), preferred, true],
    ['when that ends', 'session', preferred, session(true), true],
    ['when another one runs', 'session', session(true), session(true, 2), true],
    ['not when the same is told again', 'session', session(true), session(true), false],
    ['not when another one ended', 'session', session(false), session(false, 2), false],
    ['when a state of charge is told at last', 'meter', meter(null), meter(40), true],
    ['not for each that follows', 'meter', meter(40), meter(41), false],
    ['when it passes what a target may be', 'meter', meter(79.7), meter(80.2), true],
    [
      'when that of another session is told',
      ...['meter' as const, meter(40), { ...meter(40), sessionId: 2 }, true],
    ] as [string, Aspect, unknown, unknown, boolean],
    ['not for a sample without one', 'meter', meter(40), meter(null), false],
    [
      'when the installed one is outdated',
      ...['profile' as const, { planId: '1' }, { planId: '1', planOutdated: true }, true],
    ] as [string, Aspect, unknown, unknown, boolean],
    [
      'not for each report of that',
      'profile',
      { planOutdated: true },
      { planOutdated: true },
      false,
    ],
    ['not for what it is not made from', 'profile', {}, { planId: null }, false],
  ])('%s', (_what, aspect, before, now, wanted) => {
    expect(changesPlan(aspect, makeReport(before), now)).toBe(wanted);
  });

  it('when something is told for the first time', () => {
    expect(changesPlan('status', null, status('preparing'))).toBe(true);
    expect(changesPlan('session', null, session(true))).toBe(true);
    expect(changesPlan('meter', null, meter(null))).toBe(false);
  });
});
