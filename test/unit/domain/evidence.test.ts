import { describe, expect, it } from 'vitest';
import { toFreshReport, toMarks } from '../../../src/domain/evidence.ts';
import type { Report } from '../../../src/domain/reports.ts';
import { toReplyEvent } from '../../../src/domain/settle-transaction.ts';
import { makeReport, wishes } from '../../support/builders.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { inState } from '../../support/machine.ts';

const sentAtMs = fakeStartMs + 1_000;
const mark = { rev: 5, bootId: 'boot-1' };
const fresh = (report: Report | undefined, marks = {}) =>
  toFreshReport(
    { transactionId: 'tx', reports: report ? { config: report } : {}, marks, sentAtMs },
    'config',
  ) !== null;

describe('a report is evidence', () => {
  it.each([
    ['received after SENT, without a mark', makeReport(1), {}, true],
    ['received in the millisecond of SENT', makeReport(1, { receivedAtMs: sentAtMs }), {}, true],
    ['received before SENT', makeReport(1, { receivedAtMs: sentAtMs - 1 }), {}, false],
    ['of a revision above its mark', makeReport(1, { rev: 6 }), { config: mark }, true],
    ['of the revision of its mark', makeReport(1, { rev: 5 }), { config: mark }, false],
    ['of a revision below its mark', makeReport(1, { rev: 4 }), { config: mark }, false],
    [
      'of a new boot, whatever its revision',
      makeReport(1, { rev: 1, bootId: 'boot-2' }),
      {
        config: mark,
      },
      true,
    ],
    [
      'of a new boot, but from before SENT',
      makeReport(1, { bootId: 'b', receivedAtMs: 0 }),
      {
        config: mark,
      },
      false,
    ],
    ['with a mark on another aspect only', makeReport(1, { rev: 1 }), { zones: mark }, true],
    [
      'below a revision that was named before any report came',
      makeReport(1, { rev: 4 }),
      { config: { rev: 5, bootId: '' } },
      false,
    ],
    [
      'of a revision that was named before any report came',
      makeReport(1, { rev: 6 }),
      { config: { rev: 5, bootId: '' } },
      true,
    ],
    ['that was never made', undefined, {}, false],
  ] as [string, Report | undefined, object, boolean][])('%s: %#', (_what, report, marks, is) => {
    expect(fresh(report, marks)).toBe(is);
  });
});

describe('marks', () => {
  it('are the current revisions of the aspects that a command changes', () => {
    const reports = { config: makeReport(1, { rev: 7 }), zones: makeReport(2) };
    expect(toMarks(reports, ['config', 'sensors'])).toEqual({
      config: { rev: 7, bootId: 'boot-1' },
    });
  });

  it('move to the revision that an answer names, so that this one already counts', () => {
    const reports = { config: makeReport({ waterSetpointC: 50 }, { rev: 7 }) };
    const transaction = inState('SENT', { marks: { config: mark } }, wishes.setpoint);
    const event = toReplyEvent(
      transaction,
      { kind: 'succeeded', aspect: 'config', rev: 7 },
      reports,
    );
    expect(event).toMatchObject({ marks: { config: { rev: 6 } }, verdict: { kind: 'proved' } });
    const later = toReplyEvent(
      transaction,
      { kind: 'succeeded', aspect: 'config', rev: 8 },
      reports,
    );
    expect(later).toMatchObject({ verdict: { kind: 'none' } });
  });

  it('move past all that is stored when an answer names none', () => {
    const reports = { config: makeReport({ waterSetpointC: 50 }, { rev: 7 }) };
    const event = toReplyEvent(inState('SENT'), { kind: 'accepted' }, reports);
    expect(event).toMatchObject({ marks: { config: { rev: 7 } }, verdict: { kind: 'none' } });
  });
});
