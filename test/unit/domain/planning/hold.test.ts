import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/domain/command.ts';
import type { DeviceView } from '../../../../src/domain/commands/spec.ts';
import { toHold } from '../../../../src/domain/planning/hold.ts';
import type { Report, Reports } from '../../../../src/domain/reports.ts';
import type { Transaction } from '../../../../src/domain/transaction.ts';
import { makeReport, makeTransaction, makeView, wishes } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const minute = 60_000;

function scheduleOf(planId: string, begins = false): Command {
  const params = { planId, periods: [], endAt: null, isBoosting: false, begins };
  return { kind: 'set_charging_schedule', params };
}

/** A command of ours, or an owner's, that ended so long ago. */
function txOf(over: Partial<Transaction>, agoMs = minute): Transaction {
  return makeTransaction({
    ...{ command: scheduleOf('plan'), updatedAtMs: fakeStartMs - agoMs, epoch: 2, seq: 5 },
    ...over,
  });
}

/** The second link of a charger, up for an hour. */
function viewOf(reports: Reports = {}, linkedAgoMs = 60 * minute): DeviceView {
  const connectedAtMs = fakeStartMs - linkedAgoMs;
  return makeView({ reports, link: { epoch: 2, live: true, connectedAtMs, lostAtMs: null } });
}

const holdOf = (
  before: Transaction | null,
  over: { view?: DeviceView; cause?: Transaction; command?: Command } = {},
) => {
  const { view = viewOf(), cause = null, command = scheduleOf('plan') } = over;
  const hold = toHold(view, { command, before, cause });
  return hold.kind === 'until' ? hold.atMs - fakeStartMs : hold.kind;
};
const at = (agoMs: number, bootId: string): Report =>
  makeReport({}, { receivedAtMs: fakeStartMs - agoMs, bootId });

describe('a command of ours waits', () => {
  it.each([
    ['for none before it', null, 'free'],
    ['for the same that is queued', txOf({ status: 'QUEUED', epoch: null }), 'event'],
    ['for the same that is out', txOf({ status: 'SENT' }), 'event'],
    ['for the same that is being proved', txOf({ status: 'ACKNOWLEDGED' }), 'event'],
    ['for the same that is in doubt', txOf({ status: 'UNCONFIRMED' }), 'event'],
    ['not for one in doubt on an older link', txOf({ status: 'UNCONFIRMED', epoch: 1 }), 'free'],
    ['not for one of another plan', txOf({ status: 'SENT', command: scheduleOf('other') }), 'free'],
    [
      'not for one that was to begin a session',
      txOf({ status: 'FAILED', command: scheduleOf('plan', true) }),
      'free',
    ],
  ] as const)('%s', (_what, before, wanted) => {
    expect(holdOf(before)).toBe(wanted);
  });

  it.each(['FAILED', 'LOST', 'EXPIRED', 'CANCELLED', 'REFUSED', 'SUCCEEDED'] as const)(
    'a quarter of an hour after the same has ended %s',
    (status) => {
      expect(holdOf(txOf({ status }))).toBe(14 * minute);
      expect(holdOf(txOf({ status }, 15 * minute))).toBe('free');
    },
  );

  it('until the rule of ours lets it go that held it back on its way out', () => {
    const reason = { code: 'switched_too_soon', detail: 'charging was switched a moment ago' };
    const refused = (atMs: number) =>
      txOf({ status: 'REFUSED', reason: { ...reason, earliestAtMs: fakeStartMs + atMs } });
    expect(holdOf(refused(20_000))).toBe(20_000);
    expect(holdOf(refused(0))).toBe('free');
    expect(holdOf(txOf({ status: 'REFUSED', reason }))).toBe(14 * minute);
  });

  it('for something to change after a refusal of the charger', () => {
    const rejected = txOf({ status: 'REJECTED' }, 50 * minute);
    expect(holdOf(rejected)).toBe('event');
    expect(holdOf(rejected, { view: viewOf({}, 40 * minute) })).toBe('free');
    expect(holdOf(rejected, { cause: txOf({ status: 'SUCCEEDED', seq: 6 }) })).toBe('free');
    expect(holdOf(rejected, { cause: txOf({ status: 'SUCCEEDED', seq: 4 }) })).toBe('event');
    expect(holdOf(rejected, { view: viewOf({ session: at(minute, 'b') }) })).toBe('free');
  });

  it('a minute after a boot on the same link', () => {
    const reports = { profile: at(10 * minute, 'one'), status: at(0, 'two') };
    const view = viewOf(reports);
    expect(holdOf(txOf({ status: 'SUCCEEDED' }, 30_000), { view })).toBe(30_000);
    expect(holdOf(txOf({ status: 'REJECTED' }, 2 * minute), { view })).toBe('free');
  });

  it('a minute where what was given is outdated', () => {
    const profile = makeReport({ planOutdated: true }, { receivedAtMs: fakeStartMs });
    const view = viewOf({ profile });
    expect(holdOf(txOf({ status: 'SUCCEEDED' }, 30_000), { view })).toBe(30_000);
    expect(holdOf(txOf({ status: 'SUCCEEDED' }, 2 * minute), { view })).toBe('free');
    expect(holdOf(txOf({ status: 'REJECTED' }, 2 * minute), { view })).toBe('event');
  });

  it('a minute where the part that the charger had room for is over, in doubt or not', () => {
    const runOut = (atMs: number) => {
      const value = { planUntilMs: fakeStartMs + atMs };
      return { view: viewOf({ profile: makeReport(value, { receivedAtMs: fakeStartMs }) }) };
    };
    expect(holdOf(txOf({ status: 'SUCCEEDED' }, 30_000), runOut(0))).toBe(30_000);
    expect(holdOf(txOf({ status: 'UNCONFIRMED' }, 2 * minute), runOut(0))).toBe('free');
    expect(holdOf(txOf({ status: 'SUCCEEDED' }, 2 * minute), runOut(1))).toBe(13 * minute);
    expect(holdOf(txOf({ status: 'UNCONFIRMED' }, 2 * minute), runOut(1))).toBe('event');
  });

  it('while the effect of an owner’s command is looked for on this link', () => {
    const boost = (over: Partial<Transaction>) => txOf({ command: wishes.boost, ...over });
    expect(holdOf(null, { cause: boost({ status: 'SENT' }) })).toBe(30_000);
    expect(holdOf(null, { cause: boost({ status: 'ACKNOWLEDGED' }) })).toBe(30_000);
    expect(holdOf(null, { cause: boost({ status: 'ACKNOWLEDGED', epoch: 1 }) })).toBe('free');
    expect(holdOf(null, { cause: boost({ status: 'SUCCEEDED' }) })).toBe('free');
    expect(holdOf(null, { cause: boost({ status: 'UNCONFIRMED' }) })).toBe('free');
  });
});
