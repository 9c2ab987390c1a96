import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { MachineContext } from '../../../src/domain/machine-context.ts';
import { isTerminal, type Transaction } from '../../../src/domain/transaction.ts';
import type { Decision, TransactionEvent } from '../../../src/domain/transaction-event.ts';
import { decide } from '../../../src/domain/transaction-machine.ts';
import { makeContext, wishes } from '../../support/builders.ts';
import { type EventName, events, inState } from '../../support/machine.ts';

type Step = { readonly name: EventName | 'take'; readonly afterMs: number };
type Run = { readonly steps: readonly Step[]; readonly command: Command; readonly kind: string };

const names: readonly Step['name'][] = ['take', 'take', ...(Object.keys(events) as EventName[])];
const steps: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(...names),
  afterMs: fc.constantFrom(0, 500, 1_000, 30_000, 61_000, 900_000, 3_600_000),
});
const runs: fc.Arbitrary<Run> = fc.record({
  steps: fc.array(steps, { maxLength: 40 }),
  command: fc.constantFrom<Command>(...Object.values(wishes)),
  kind: fc.constantFrom('usual', 'never repeated', 'no read-back'),
});

function toContext(run: Run, transaction: Transaction, afterMs: number): MachineContext {
  const context = makeContext(transaction, afterMs);
  const policy = {
    ...context.policy,
    ...(run.kind === 'never repeated' ? { autoRetry: false } : {}),
    ...(run.kind === 'no read-back' ? { evidenceWindowMs: null } : {}),
  };
  return { ...context, policy };
}

/** What take does: the head that waits, or a SENT one whose repetition was decided. */
function take(transaction: Transaction, mayRepeat: boolean, nowMs: number): Transaction {
  const isTaken = transaction.status === 'QUEUED' || (transaction.status === 'SENT' && mayRepeat);
  if (!isTaken || nowMs >= transaction.expiresAtMs) return transaction;
  const attempt = transaction.attempt + 1;
  return { ...transaction, status: 'SENT', attempt, stateNumber: transaction.stateNumber + 1 };
}

function apply(transaction: Transaction, decision: Decision): Transaction {
  if (decision.kind === 'note') return { ...transaction, ...decision.patch };
  if (decision.kind !== 'move') return transaction;
  const stateNumber = transaction.stateNumber + 1;
  return { ...transaction, ...decision.patch, status: decision.to, stateNumber };
}

function verdictOf(event: TransactionEvent): string {
  return 'verdict' in event ? event.verdict.kind : 'none';
}

function toWord(event: TransactionEvent): string {
  return event.type === 'reply' ? event.reply.kind : event.type;
}

/** Walks a run and calls `check` at each step with what was, what happened and what came of it. */
function walk(
  run: Run,
  check: (part: { before: Transaction; after: Transaction; event: TransactionEvent }) => void,
): void {
  let transaction = inState('QUEUED', {}, run.command);
  let nowMs = 0;
  let mayRepeat = false;
  for (const step of run.steps) {
    nowMs += step.afterMs;
    const context = toContext(run, transaction, nowMs);
    if (step.name === 'take') {
      transaction = take(transaction, mayRepeat, context.nowMs);
      mayRepeat = false;
      continue;
    }
    const event = events[step.name];
    const decision = decide(transaction, event, context);
    const after = apply(transaction, decision);
    if (decision.kind === 'move') mayRepeat = decision.lane.kind === 'retry';
    check({ before: transaction, after, event });
    transaction = after;
  }
}

describe('any life whatever', () => {
  it('never leaves a terminal state', () => {
    fc.assert(
      fc.property(runs, (run) =>
        walk(run, ({ before, after }) => {
          if (isTerminal(before.status)) expect(after.status).toBe(before.status);
        }),
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('counts its states by moves only, one at a time', () => {
    fc.assert(
      fc.property(runs, (run) =>
        walk(run, ({ before, after }) => {
          const step = after.stateNumber - before.stateNumber;
          expect([0, 1]).toContain(step);
          if (step === 0) expect(after.status).toBe(before.status);
        }),
      ),
      { numRuns: 500, seed: 2 },
    );
  });

  it('succeeds only by proof, or for a kind without read-back by the device’s last word', () => {
    fc.assert(
      fc.property(runs, (run) =>
        walk(run, ({ before, after, event }) => {
          if (isTerminal(before.status) || after.status !== 'SUCCEEDED') return;
          if (after.verified === 'TRUE') expect(verdictOf(event)).toBe('proved');
          else expect([run.kind, toWord(event)]).toEqual(['no read-back', 'succeeded']);
        }),
      ),
      { numRuns: 1_000, seed: 3 },
    );
  });

  it('never ends EXPIRED once an attempt went unanswered', () => {
    fc.assert(
      fc.property(runs, (run) =>
        walk(run, ({ before, after }) => {
          const hasExpired = after.status === 'EXPIRED' && before.status !== 'EXPIRED';
          if (hasExpired) expect(before.unanswered).toBe(false);
        }),
      ),
      { numRuns: 1_000, seed: 4 },
    );
  });

  it('is sent at most three times, and not at all when it may not be repeated', () => {
    fc.assert(
      fc.property(runs, (run) =>
        walk(run, ({ after }) => {
          expect(after.attempt).toBeLessThanOrEqual(run.kind === 'never repeated' ? 1 : 3);
          expect(after.attempt).toBeGreaterThanOrEqual(0);
        }),
      ),
      { numRuns: 1_000, seed: 5 },
    );
  });
});
