import { describe, expect, it } from 'vitest';
import { isTerminal } from '../../../src/domain/transaction.ts';
import { decide } from '../../../src/domain/transaction-machine.ts';
import { makeContext } from '../../support/builders.ts';
import { type EventName, events, inState, statuses } from '../../support/machine.ts';

/** Where each event leads from each living state, long past every window; `-` changes nothing. */
const table: Readonly<Record<EventName, readonly [string, string, string, string]>> = {
  //                          QUEUED        SENT           ACKNOWLEDGED   UNCONFIRMED
  accepted: ['note', 'ACKNOWLEDGED', 'note', 'ACKNOWLEDGED'],
  'accepted (proved)': ['note', 'ACKNOWLEDGED', 'note', 'ACKNOWLEDGED'],
  succeeded: ['note', 'ACKNOWLEDGED', 'note', 'ACKNOWLEDGED'],
  'succeeded (contrary)': ['note', 'ACKNOWLEDGED', 'note', 'ACKNOWLEDGED'],
  'succeeded (proved)': ['note', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  failed: ['note', 'FAILED', 'FAILED', 'FAILED'],
  rejected: ['note', 'REJECTED', 'REJECTED', 'REJECTED'],
  busy: ['note', 'REJECTED', 'note', 'note'],
  unsupported: ['note', 'REJECTED', 'REJECTED', 'REJECTED'],
  stale: ['note', 'EXPIRED', 'note', 'note'],
  unreachable: ['-', 'QUEUED', '-', '-'],
  'no-reply': ['-', 'UNCONFIRMED', '-', '-'],
  'attempt-lost': ['-', 'UNCONFIRMED', '-', '-'],
  evidence: ['-', '-', '-', '-'],
  'evidence (contrary)': ['-', '-', '-', '-'],
  'evidence (proved)': ['-', '-', 'SUCCEEDED', 'SUCCEEDED'],
  'evidence (final)': ['-', '-', 'FAILED', 'FAILED'],
  'evidence (withdrawn)': ['-', 'note', '-', '-'],
  'window over': ['EXPIRED', 'UNCONFIRMED', 'UNCONFIRMED', 'LOST'],
  'window over (contrary)': ['EXPIRED', 'UNCONFIRMED', 'FAILED', 'LOST'],
  'window over (final)': ['EXPIRED', 'UNCONFIRMED', 'FAILED', 'FAILED'],
  'window over (proved)': ['EXPIRED', 'UNCONFIRMED', 'SUCCEEDED', 'SUCCEEDED'],
  retired: ['REFUSED', 'UNCONFIRMED', 'UNCONFIRMED', 'LOST'],
  'retired (proved)': ['REFUSED', 'UNCONFIRMED', 'UNCONFIRMED', 'SUCCEEDED'],
  cancelled: ['CANCELLED', '-', '-', '-'],
  superseded: ['SUPERSEDED', 'SUPERSEDED', 'SUPERSEDED', 'SUPERSEDED'],
  refused: ['REFUSED', 'UNCONFIRMED', '-', '-'],
};

const living = ['QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED'] as const;
const names = Object.keys(table) as EventName[];
const longAfterMs = 48 * 3_600_000;

const rows = names.flatMap((name) =>
  living.map((status, index) => ({ name, status, leads: table[name][index] ?? '' })),
);
const endings = statuses
  .filter(isTerminal)
  .flatMap((status) => names.map((name) => ({ status, name })));

describe('the machine, past every deadline', () => {
  it.each(rows)('from $status by $name: $leads', ({ name, status, leads }) => {
    const transaction = inState(status);
    const decision = decide(transaction, events[name], makeContext(transaction, longAfterMs));
    const led = decision.kind === 'move' ? decision.to : decision.kind === 'note' ? 'note' : '-';
    expect(led).toBe(leads);
  });

  it.each(endings)('from $status, which has ended, by $name: at most a note', (row) => {
    const transaction = inState(row.status);
    const decision = decide(transaction, events[row.name], makeContext(transaction, longAfterMs));
    expect(decision.kind).toBe(events[row.name].type === 'reply' ? 'note' : 'ignore');
    if (decision.kind === 'note') expect(decision.patch).toEqual({});
  });
});

const early: Partial<Record<EventName, string>> = {
  busy: 'SENT',
  'no-reply': 'SENT',
  'attempt-lost': 'SENT',
  'window over': 'SENT',
  'window over (contrary)': 'SENT',
  'window over (final)': 'SENT',
  'window over (proved)': 'SENT',
};

describe('the machine, before the deadline with attempts left', () => {
  it.each(names)('from SENT by %s leads on to another attempt only without an outcome', (name) => {
    const transaction = inState('SENT');
    const decision = decide(transaction, events[name], makeContext(transaction, 30_000));
    const led = decision.kind === 'move' ? decision.to : decision.kind === 'note' ? 'note' : '-';
    expect(led).toBe(early[name] ?? table[name][1]);
  });
});
