import { describe, expect, it } from 'vitest';
import { cancelBoost } from '../../../../src/domain/commands/cancel-boost.ts';
import type { DeviceView } from '../../../../src/domain/commands/spec.ts';
import type { Aspect, Report } from '../../../../src/domain/reports.ts';
import type { TransactionId } from '../../../../src/domain/transaction.ts';
import { makeReport, makeView } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const sentAtMs = fakeStartMs + 1_000;
const judge = (reports: Partial<Record<Aspect, Report>>) =>
  cancelBoost.judge({}, { transactionId: 'tx', reports, marks: {}, sentAtMs });
const profile = (boostInstalled: boolean, readBack = true) =>
  makeReport({ boostInstalled, readBack, limitAmps: null });
const session = (running: boolean, startedByGateway: boolean) =>
  makeReport({ running, startedByGateway, startedAtMs: fakeStartMs, sessionId: 7 });
const meter = (powerW: number) => makeReport({ powerW });

const wish = { transactionId: 'tx' as TransactionId, atMs: fakeStartMs };
const complete = (view: Partial<DeviceView>) => cancelBoost.complete?.({}, makeView(view));

describe('a cancel', () => {
  it('brings what a boost began to rest', () => {
    expect(complete({ wishes: { boost: wish } })).toEqual({});
    expect(complete({ reports: { profile: profile(true) } })).toEqual({});
    expect(complete({ reports: { session: session(true, true) } })).toEqual({});
  });

  it.each<[string, Partial<DeviceView>]>([
    ['without a boost', {}],
    ['in the session of a driver', { reports: { session: session(true, false) } }],
    [
      'in the session of a test',
      { reports: { session: session(true, true) }, wishes: { test: wish } },
    ],
    ['of a suspended device', { wishes: { boost: wish, suspended: wish } }],
  ])('brings nothing to rest %s', (_what, view) => {
    expect(complete(view)).toEqual({ planRests: false });
  });
});

describe('a cancelled boost', () => {
  it('is proved by a read-back without our profile', () => {
    expect(judge({ profile: profile(false) }).kind).toBe('proved');
    const owners = { profile: profile(false), session: session(true, false) };
    expect(judge({ ...owners, meter: meter(7_000) }).kind).toBe('proved');
  });

  it('is proved by the end of the session that had to come to rest, not by an earlier read', () => {
    const reports = { profile: profile(false), session: session(false, true) };
    expect(judge(reports)).toMatchObject({ kind: 'proved', evidence: { aspect: 'session' } });
    const earlier = { ...reports.session, receivedAtMs: fakeStartMs };
    expect(judge({ ...reports, session: earlier })).toMatchObject({
      ...{ kind: 'proved', evidence: { aspect: 'profile' } },
    });
  });

  it('is proved where no profile can be, without a word of a read-back', () => {
    const value = { boostInstalled: false, limitAmps: null, readBack: false, isLimitless: true };
    expect(judge({ profile: makeReport(value) }).kind).toBe('proved');
  });

  it.each([
    ['there is no report', {}],
    [
      'the report is from before SENT',
      {
        profile: { ...profile(false), receivedAtMs: fakeStartMs },
      },
    ],
    ['the charger only accepted it', { profile: profile(false, false) }],
    [
      'our own session goes on and nothing was metered',
      {
        ...{ profile: profile(false), session: session(true, true) },
      },
    ],
  ])('is open when %s', (_what, reports) => {
    expect(judge(reports)).toEqual({ kind: 'none' });
  });

  it('is contradicted by our profile, and by power in the session that the boost began', () => {
    expect(judge({ profile: profile(true) })).toMatchObject({
      ...{ kind: 'contrary', code: 'effect_not_seen' },
    });
    const ours = { profile: profile(false), session: session(true, true) };
    expect(judge({ ...ours, meter: meter(501) })).toMatchObject({ kind: 'contrary' });
    expect(judge({ ...ours, meter: meter(500) })).toMatchObject({ kind: 'proved' });
  });
});
