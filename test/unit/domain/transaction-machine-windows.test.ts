import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { MachineContext } from '../../../src/domain/machine-context.ts';
import type { Transaction } from '../../../src/domain/transaction.ts';
import type { Move } from '../../../src/domain/transaction-event.ts';
import { decide } from '../../../src/domain/transaction-machine.ts';
import { makeContext, wishes } from '../../support/builders.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { type EventName, events, inState } from '../../support/machine.ts';

function move(transaction: Transaction, name: EventName, afterMs: number): Move {
  const decision = decide(transaction, events[name], makeContext(transaction, afterMs));
  if (decision.kind !== 'move') throw new Error(`${name} gave ${decision.kind}`);
  return decision;
}

const withoutRetry = (transaction: Transaction, afterMs = 1_000): MachineContext => {
  const context = makeContext(transaction, afterMs);
  return { ...context, policy: { ...context.policy, autoRetry: false } };
};

describe('an attempt without an answer', () => {
  it.each([
    [1, 1_000],
    [2, 5_000],
  ])('number %i is repeated after %i ms, and stays SENT until its deadline', (attempt, delayMs) => {
    const transaction = inState('SENT', { attempt });
    expect(move(transaction, 'window over', 30_000)).toMatchObject({
      ...{ to: 'SENT', dueAtMs: transaction.expiresAtMs, patch: { unanswered: true } },
      lane: { kind: 'retry', atMs: fakeStartMs + 30_000 + delayMs },
    });
  });

  it('number three leads to UNCONFIRMED, which frees the lane and begins the grace', () => {
    const transaction = inState('SENT', { attempt: 3 });
    expect(move(transaction, 'window over', 96_000)).toMatchObject({
      ...{ to: 'UNCONFIRMED', lane: { kind: 'free' }, awaits: true },
      dueAtMs: fakeStartMs + 96_000 + 15 * 60_000,
      patch: { unanswered: true, unconfirmedAtMs: fakeStartMs + 96_000 },
    });
  });

  it('leads to UNCONFIRMED from the deadline on, to the millisecond', () => {
    const transaction = inState('SENT');
    const endMs = 60 * 60_000;
    expect(move(transaction, 'no-reply', endMs - 1).to).toBe('SENT');
    expect(move(transaction, 'no-reply', endMs).to).toBe('UNCONFIRMED');
  });

  it.each(['no-reply', 'window over', 'attempt-lost'] as const)(
    'of a kind that is never repeated leads to UNCONFIRMED by %s',
    (name) => {
      const transaction = inState('SENT');
      const decision = decide(transaction, events[name], withoutRetry(transaction));
      expect(decision).toMatchObject({ kind: 'move', to: 'UNCONFIRMED' });
    },
  );
});

describe('a busy device', () => {
  it('is asked again, and leaves nothing unanswered behind', () => {
    const decision = move(inState('SENT'), 'busy', 1_000);
    expect(decision).toMatchObject({ to: 'SENT', patch: { unanswered: false } });
    const earlier = move(inState('SENT', { attempt: 2, unanswered: true }), 'busy', 1_000);
    expect(earlier).toMatchObject({ to: 'SENT', patch: { unanswered: true } });
  });

  it.each([
    ['its last attempt', { attempt: 3 }, 1_000],
    ['its deadline', {}, 60 * 60_000],
  ])('rejects the command after %s', (_what, over, afterMs) => {
    expect(move(inState('SENT', over), 'busy', afterMs)).toMatchObject({
      ...{ to: 'REJECTED', patch: { reason: { code: 'busy' } } },
    });
  });
});

describe('a busy answer that may belong to an earlier attempt', () => {
  it('does not reject what an unanswered attempt may have done', () => {
    const unsure = inState('SENT', { attempt: 3, unanswered: true });
    expect(move(unsure, 'busy', 1_000).to).toBe('UNCONFIRMED');
  });

  it.each(['ACKNOWLEDGED', 'UNCONFIRMED'] as const)('is a note in %s', (status) => {
    const transaction = inState(status, { attempt: 2 });
    expect(decide(transaction, events.busy, makeContext(transaction)).kind).toBe('note');
  });
});

describe('a stale command', () => {
  it('is EXPIRED when every attempt was answered, else UNCONFIRMED', () => {
    expect(move(inState('SENT', { attempt: 2 }), 'stale', 1_000).to).toBe('EXPIRED');
    const unsure = inState('SENT', { attempt: 2, unanswered: true });
    expect(move(unsure, 'stale', 1_000).to).toBe('UNCONFIRMED');
  });
});

describe('a command whose bytes did not leave', () => {
  it('is QUEUED again without that attempt, for a newer link', () => {
    expect(move(inState('SENT'), 'unreachable', 1_000)).toMatchObject({
      ...{ to: 'QUEUED', patch: { attempt: 0 }, lane: { kind: 'requeue' }, alert: null },
      dueAtMs: inState('SENT').expiresAtMs,
    });
  });

  it('stays SENT when an earlier attempt went unanswered, UNCONFIRMED when none may follow', () => {
    const second = inState('SENT', { attempt: 2, unanswered: true });
    expect(move(second, 'unreachable', 1_000).to).toBe('SENT');
    const third = inState('SENT', { attempt: 3, unanswered: true });
    expect(move(third, 'unreachable', 1_000).to).toBe('UNCONFIRMED');
  });
});

describe('an acknowledged command', () => {
  it.each([
    ['set_water_setpoint', wishes.setpoint, 30_000, 'hold'],
    ['set_reserve', wishes.reserve, 60_000, 'hold'],
    ['boost', wishes.boost, 300_000, 'free'],
    ['cancel_boost', wishes.cancelBoost, 120_000, 'free'],
  ] as [string, Command, number, string][])(
    'of kind %s waits for evidence, its lane as the table says',
    (_kind, command, windowMs, lane) => {
      expect(move(inState('SENT', {}, command), 'accepted', 500)).toMatchObject({
        ...{ to: 'ACKNOWLEDGED', dueAtMs: fakeStartMs + 500 + windowMs, lane: { kind: lane } },
        ...{ awaits: true, patch: { acknowledgedAtMs: fakeStartMs + 500 } },
      });
    },
  );

  it('keeps its first evidence window when it is acknowledged anew after UNCONFIRMED', () => {
    const transaction = inState('UNCONFIRMED', { acknowledgedAtMs: fakeStartMs + 100 });
    expect(move(transaction, 'accepted', 40_000)).toMatchObject({
      ...{ dueAtMs: fakeStartMs + 30_100, patch: { acknowledgedAtMs: fakeStartMs + 100 } },
    });
  });

  it('is not judged before its window is over', () => {
    const transaction = inState('ACKNOWLEDGED');
    const early = decide(
      transaction,
      events['window over (contrary)'],
      makeContext(transaction, 29_999),
    );
    expect(early).toEqual({ kind: 'rearm', dueAtMs: fakeStartMs + 30_000 });
    expect(move(transaction, 'window over (contrary)', 30_000).to).toBe('FAILED');
  });

  it('leaves an alert for the owner when it had no effect', () => {
    const { alert } = move(inState('ACKNOWLEDGED'), 'window over (contrary)', 30_000);
    expect(alert).toBe('A command had no effect: differs.');
  });

  it('does not extend the grace of a command that was UNCONFIRMED before', () => {
    const transaction = inState('ACKNOWLEDGED', { unconfirmedAtMs: fakeStartMs });
    expect(move(transaction, 'window over', 40_000)).toMatchObject({
      ...{ to: 'UNCONFIRMED', dueAtMs: fakeStartMs + 15 * 60_000 },
      patch: { unconfirmedAtMs: fakeStartMs, unanswered: false },
    });
  });
});

describe('a queued command', () => {
  it('is looked at again at its deadline, and EXPIRED from then on', () => {
    const transaction = inState('QUEUED');
    const early = decide(transaction, events['window over'], makeContext(transaction, 60_000));
    expect(early).toEqual({ kind: 'rearm', dueAtMs: transaction.expiresAtMs });
    expect(move(transaction, 'window over', 60 * 60_000).to).toBe('EXPIRED');
  });
});

describe('a frozen command', () => {
  const frozen = { frozenBy: 'tx-2' as never };

  it.each(['evidence (proved)', 'window over', 'window over (proved)'] as const)(
    'is not touched by %s',
    (name) => {
      for (const status of ['ACKNOWLEDGED', 'UNCONFIRMED'] as const) {
        const transaction = inState(status, frozen);
        const decision = decide(transaction, events[name], makeContext(transaction, 90_000_000));
        expect(decision.kind).toBe('ignore');
      }
    },
  );

  it('does not succeed by its own answer, but fails and is rejected by it', () => {
    const transaction = inState('UNCONFIRMED', frozen);
    expect(move(transaction, 'succeeded (proved)', 1_000).to).toBe('ACKNOWLEDGED');
    expect(move(transaction, 'failed', 1_000).to).toBe('FAILED');
    expect(move(transaction, 'rejected', 1_000).to).toBe('REJECTED');
  });

  it('ends SUPERSEDED with a pointer, and says that it was sent', () => {
    expect(move(inState('UNCONFIRMED', frozen), 'superseded', 1_000)).toMatchObject({
      ...{ patch: { supersededBy: 'tx-2' }, detail: 'sent, its effect can no longer be proved' },
    });
    expect(move(inState('QUEUED'), 'superseded', 1_000).detail).toBe('replaced');
  });
});

describe('a kind without read-back', () => {
  const decideUnread = (transaction: Transaction, name: EventName, afterMs = 1_000) => {
    const context = makeContext(transaction, afterMs);
    const policy = { ...context.policy, evidenceWindowMs: null, graceMs: 60_000 };
    return decide(transaction, events[name], { ...context, policy });
  };

  it.each(['SENT', 'ACKNOWLEDGED', 'UNCONFIRMED'] as const)(
    'in %s succeeds by the device’s last word, and says that nothing verified it',
    (status) => {
      const decision = decideUnread(inState(status), 'succeeded');
      expect(decision).toMatchObject({ to: 'SUCCEEDED', patch: { verified: 'UNKNOWN' } });
    },
  );

  it('that was accepted holds the lane for its last word, as long as for an answer', () => {
    expect(decideUnread(inState('SENT'), 'accepted')).toMatchObject({
      ...{ to: 'ACKNOWLEDGED', dueAtMs: fakeStartMs + 31_000, lane: { kind: 'hold' } },
      patch: { acknowledgedAtMs: fakeStartMs + 1_000 },
    });
  });

  it.each([
    ['failed', 'FAILED'],
    ['rejected', 'REJECTED'],
    ['unsupported', 'REJECTED'],
  ] as const)('that was accepted and then %s is %s', (name, leads) => {
    expect(decideUnread(inState('ACKNOWLEDGED'), name)).toMatchObject({ to: leads });
    expect(decideUnread(inState('UNCONFIRMED'), name)).toMatchObject({ to: leads });
  });

  it('that says nothing more is not known, and in the end LOST', () => {
    const acknowledged = inState('ACKNOWLEDGED');
    expect(decideUnread(acknowledged, 'accepted').kind).toBe('note');
    const early = decideUnread(acknowledged, 'window over', 29_999);
    expect(early).toEqual({ kind: 'rearm', dueAtMs: fakeStartMs + 30_000 });
    expect(decideUnread(acknowledged, 'window over', 30_000)).toMatchObject({
      ...{
        to: 'UNCONFIRMED',
        dueAtMs: fakeStartMs + 90_000,
        detail: 'no last word came in its window',
      },
      lane: { kind: 'free' },
    });
    expect(decideUnread(inState('UNCONFIRMED'), 'window over')).toMatchObject({ to: 'LOST' });
  });
});

describe('windows', () => {
  it('are divided by the time scale', () => {
    const transaction = inState('SENT');
    const context = { ...makeContext(transaction), windowMs: (ms: number) => ms / 10 };
    expect(decide(transaction, events['window over'], context)).toMatchObject({
      lane: { atMs: fakeStartMs + 1_100 },
    });
    expect(decide(transaction, events.accepted, context)).toMatchObject({
      dueAtMs: fakeStartMs + 4_000,
    });
  });
});
