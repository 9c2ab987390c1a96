import { describe, expect, it } from 'vitest';
import { isReported, planReports } from '../../../src/domain/reporting.ts';
import type { TimelineEntry, TransactionStatus } from '../../../src/domain/transaction.ts';
import { makeTimeline, makeTransaction } from '../../support/transactions.ts';

type Row = {
  readonly what: string;
  readonly states: readonly TransactionStatus[];
  readonly delivered: number;
  /** Each report as `<status> <state number> <transitions>`. */
  readonly sent: readonly string[];
};

const TABLE: readonly Row[] = [
  { what: 'the first state', states: ['QUEUED'], delivered: 0, sent: ['QUEUED 1 1'] },
  { what: 'nothing new', states: ['QUEUED', 'SENT'], delivered: 2, sent: [] },
  { what: 'an older number than delivered', states: ['QUEUED'], delivered: 3, sent: [] },
  {
    what: 'intermediate states coalesced into the newest',
    states: ['QUEUED', 'SENT', 'ACKNOWLEDGED'],
    delivered: 0,
    sent: ['ACKNOWLEDGED 3 1,2,3'],
  },
  {
    what: 'only transitions not yet sent',
    states: ['QUEUED', 'SENT', 'ACKNOWLEDGED', 'SUCCEEDED'],
    delivered: 2,
    sent: ['SUCCEEDED 4 3,4'],
  },
  {
    what: 'UNCONFIRMED before what resolved it',
    states: ['QUEUED', 'SENT', 'UNCONFIRMED', 'SUCCEEDED'],
    delivered: 1,
    sent: ['UNCONFIRMED 3 2,3', 'SUCCEEDED 4 4'],
  },
  {
    what: 'UNCONFIRMED twice, each for itself',
    states: ['QUEUED', 'SENT', 'UNCONFIRMED', 'ACKNOWLEDGED', 'UNCONFIRMED', 'LOST'],
    delivered: 0,
    sent: ['UNCONFIRMED 3 1,2,3', 'UNCONFIRMED 5 4,5', 'LOST 6 6'],
  },
  {
    what: 'UNCONFIRMED once it was taken',
    states: ['QUEUED', 'SENT', 'UNCONFIRMED', 'ACKNOWLEDGED'],
    delivered: 3,
    sent: ['ACKNOWLEDGED 4 4'],
  },
  {
    what: 'attempts of one command',
    states: ['QUEUED', 'SENT', 'SENT', 'SENT', 'REJECTED'],
    delivered: 1,
    sent: ['REJECTED 5 2,3,4,5'],
  },
];

function plan({ states, delivered }: Pick<Row, 'states' | 'delivered'>) {
  const timeline = makeTimeline(...states);
  const status = states.at(-1) as TransactionStatus;
  const transaction = makeTransaction({ status, stateNumber: states.length });
  return planReports(transaction, timeline, delivered);
}

describe('what is still to be sent', () => {
  it.each(TABLE)('$what', (row) => {
    const seen = plan(row).map(({ transaction, transitions }) => {
      const numbers = transitions.map(({ stateNumber }) => stateNumber).join(',');
      return `${transaction.status} ${transaction.stateNumber} ${numbers}`;
    });
    expect(seen).toEqual(row.sent);
  });

  it('names each event by transaction and state number', () => {
    const reports = plan({ states: ['QUEUED', 'SENT', 'UNCONFIRMED', 'LOST'], delivered: 0 });
    const { id } = makeTransaction();
    expect(reports.map(({ eventId }) => eventId)).toEqual([`${id}-3`, `${id}-4`]);
  });

  it('does not dress an earlier state in what a later one found out', () => {
    const timeline = makeTimeline('QUEUED', 'SENT', 'UNCONFIRMED', 'FAILED');
    const transaction = makeTransaction({
      status: 'FAILED',
      stateNumber: 4,
      verified: 'TRUE',
      evidence: { aspect: 'sensors' },
      reason: { code: 'effect_not_seen', detail: null },
    });
    const [unconfirmed, failed] = planReports(transaction, timeline, 0);
    expect(unconfirmed?.transaction).toMatchObject({
      verified: null,
      evidence: null,
      reason: null,
      updatedAtMs: timeline[2]?.atMs,
    });
    expect(failed?.transaction).toBe(transaction);
  });

  it('counts notes and later lines of a state as no transition', () => {
    const [queued, sent, done] = makeTimeline('QUEUED', 'SENT', 'SUCCEEDED') as TimelineEntry[];
    const step = { ...(sent as TimelineEntry), stateNumber: 0, detail: 'step 1' };
    const note = { ...(done as TimelineEntry), detail: 'a late answer' };
    const beyond = { ...(done as TimelineEntry), stateNumber: 4, detail: 'after the end' };
    const timeline = [queued, sent, step, done, note, beyond] as TimelineEntry[];
    const transaction = makeTransaction({ status: 'SUCCEEDED', stateNumber: 3 });
    const [report] = planReports(transaction, timeline, 0);
    expect(report?.transitions).toEqual([queued, sent, done]);
  });

  it('reports the newest state even when its line is missing', () => {
    const transaction = makeTransaction({ status: 'SENT', stateNumber: 2 });
    const reports = planReports(transaction, makeTimeline('QUEUED'), 1);
    expect(reports).toMatchObject([{ transaction: { stateNumber: 2 }, transitions: [] }]);
  });
});

describe('what is reported at all', () => {
  it('is not a refusal at acceptance, which the caller was told', () => {
    expect(isReported({ status: 'REFUSED', seq: 0 })).toBe(false);
    const refused = makeTransaction({ status: 'REFUSED', seq: 0 });
    expect(planReports(refused, makeTimeline('REFUSED'), 0)).toEqual([]);
  });

  it('is a refusal when the command was taken', () => {
    expect(isReported({ status: 'REFUSED', seq: 7 })).toBe(true);
    const reports = plan({ states: ['QUEUED', 'REFUSED'], delivered: 1 });
    expect(reports).toHaveLength(1);
  });
});
