import { describe, expect, it } from 'vitest';
import { resume } from '../../../../src/domain/commands/resume.ts';
import { suspend } from '../../../../src/domain/commands/suspend.ts';
import { noSettings } from '../../../../src/domain/device-settings.ts';
import type { EvidenceInput } from '../../../../src/domain/evidence.ts';
import type {
  Aspect,
  ProfileReport,
  Reports,
  SessionReport,
} from '../../../../src/domain/reports.ts';
import { makeView } from '../../../support/builders.ts';

const sentAtMs = 1_000;

function toReports(values: Partial<Record<Aspect, unknown>>): Reports {
  const at = { rev: 1, bootId: 'b', atMs: sentAtMs, receivedAtMs: sentAtMs + 1 };
  const entries = Object.entries(values).map(([aspect, value]) => [aspect, { ...at, value }]);
  return Object.fromEntries(entries);
}
const inputOf = (values: Partial<Record<Aspect, unknown>>): EvidenceInput => ({
  ...{ transactionId: 't', marks: {}, sentAtMs },
  reports: toReports(values),
});

const switched: ProfileReport = {
  ...{ boostInstalled: false, planId: 'p', guardInstalled: false, limitAmps: null },
  ...{ readBack: true, control: 'on_off' },
};
const { control: _control, ...unswitched } = switched;
const lifted: ProfileReport = { ...unswitched, planId: null };
const ended: SessionReport = {
  ...{ running: false, sessionId: 1, startedAtMs: 0, endedAtMs: 1, startedByGateway: false },
  ...{ meterStartWh: 0, meterStopWh: 1_000, endReason: 'Remote' },
};

describe('a resumption', () => {
  it('is proved by a guard, or by on and off where no limit is taken', () => {
    const judge = (profile: ProfileReport) => resume.judge({}, inputOf({ profile })).kind;
    expect(judge({ ...lifted, guardInstalled: true })).toBe('proved');
    expect(judge({ ...switched, planId: null })).toBe('proved');
    expect(judge({ ...switched, readBack: false })).toBe('contrary');
    expect(judge(lifted)).toBe('contrary');
  });

  it('needs power besides where the vehicle should charge', () => {
    const judge = (powerW: number, over = {}) => {
      const session = { ...ended, running: true };
      const meter = { powerW, energyWh: null, socPercent: null, sessionId: 1, ...over };
      const input = inputOf({ profile: switched, session, meter });
      return resume.judge({ expectsPower: true }, input).kind;
    };
    expect(judge(7_000)).toBe('proved');
    expect(judge(0)).toBe('contrary');
    expect(judge(3_310, { isSettling: true })).toBe('none');
  });
});

describe('a suspension', () => {
  const status = { connectorId: 1, state: 'finishing', faultCode: null };
  const nowMs = 10_000;

  function beginsIn(values: Partial<Record<Aspect, unknown>>, limit = 0): boolean {
    const period = { startMs: 0, endMs: nowMs * 2, limit, energyWh: 0 };
    const plan = {
      ...{ id: 'p', madeAtMs: 0, readyByMs: nowMs * 2, targetSocPercent: 80 },
      periods: [period],
    };
    const reports = toReports({ profile: switched, session: ended, status, ...values });
    const view = makeView({ nowMs, reports, settings: { ...noSettings, plan } });
    return suspend.complete?.({}, view).begins === true;
  }

  it.each(['Remote', 'Other', null])('begins again what our plan ended (%s)', (endReason) => {
    expect(beginsIn({ session: { ...ended, endReason } })).toBe(true);
  });

  it.each([
    ['a session runs', { session: { ...ended, running: true } }],
    ['a person or a danger ended it', { session: { ...ended, endReason: 'Local' } }],
    ['its vehicle left, and another one came', { session: { ...ended, vehicleLeft: true } }],
    ['nothing is plugged in', { status: { ...status, state: 'available' } }],
    ['a limit keeps the plan', { profile: unswitched }],
    ['no plan is kept', { profile: { ...switched, planId: null } }],
  ])('begins nothing where %s', (_what, values) => {
    expect(beginsIn(values)).toBe(false);
  });

  it('begins nothing where the plan charges', () => {
    expect(beginsIn({}, 16)).toBe(false);
  });

  it('is proved by what it began only', () => {
    const judge = (session: SessionReport) =>
      suspend.judge({ begins: true }, inputOf({ profile: lifted, session })).kind;
    expect(judge({ ...ended, running: true })).toBe('proved');
    expect(judge(ended)).toBe('contrary');
    expect(suspend.judge({}, inputOf({ profile: lifted })).kind).toBe('proved');
  });
});
