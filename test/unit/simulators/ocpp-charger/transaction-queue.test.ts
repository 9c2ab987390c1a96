import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../../simulators/lib/clock.ts';
import type { CallOutcome } from '../../../../simulators/ocpp-charger/rpc/outbox.ts';
import {
  type TransactionMessage,
  TransactionQueue,
} from '../../../../simulators/ocpp-charger/rpc/transaction-queue.ts';

const DONE: CallOutcome = { kind: 'result', payload: { transactionId: 5 } };
const REFUSED: CallOutcome = { kind: 'error', code: 'InternalError', description: '' };

let clock: SimClock;
let called: string[];
let outcomes: CallOutcome[];
let queue: TransactionQueue;

beforeEach(() => {
  vi.useFakeTimers();
  clock = makeClock(1);
  called = [];
  outcomes = [];
  queue = new TransactionQueue({
    clock,
    call: async (action, { n }) => {
      called.push(`${action} ${n}`);
      return outcomes.shift() ?? DONE;
    },
    attemptsMax: () => 3,
    retryMs: () => 1_000,
  });
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const push = (action: TransactionMessage['action'], n: number) =>
  queue.push({ action, isExpendable: action === 'MeterValues', payload: () => ({ n }) });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('transaction messages (OCPP 1.6 3.7.1)', () => {
  it('wait offline and leave in order', async () => {
    push('StartTransaction', 1);
    push('MeterValues', 2);
    push('StopTransaction', 3);
    await pass(10_000);
    expect(called).toEqual([]);
    queue.goOnline();
    await pass(0);
    expect(called).toEqual(['StartTransaction 1', 'MeterValues 2', 'StopTransaction 3']);
    expect(queue.length).toBe(0);
  });

  it('are repeated for ever without an answer', async () => {
    outcomes = Array<CallOutcome>(5).fill({ kind: 'timeout' });
    queue.goOnline();
    push('StartTransaction', 1);
    await pass(5_000);
    expect(called).toEqual(Array(6).fill('StartTransaction 1'));
    expect(queue.length).toBe(0);
  });

  it('are given up after three refusals, with growing pauses', async () => {
    outcomes = [REFUSED, REFUSED, REFUSED];
    queue.goOnline();
    push('StartTransaction', 1);
    push('StopTransaction', 2);
    await pass(1_000);
    expect(called).toHaveLength(2);
    await pass(1_999);
    expect(called).toHaveLength(2);
    await pass(1);
    expect(called.slice(2)).toEqual(['StartTransaction 1', 'StopTransaction 2']);
  });

  it('survive a link that goes while one is unanswered', async () => {
    outcomes = [{ kind: 'link-down' }];
    queue.goOnline();
    push('StopTransaction', 1);
    queue.goOffline();
    await pass(60_000);
    expect(called).toHaveLength(1);
    queue.goOnline();
    await pass(0);
    expect(called).toEqual(['StopTransaction 1', 'StopTransaction 1']);
  });

  it('hands the answer to who asked, and reads payloads when they are sent', async () => {
    let id: unknown = 'none';
    queue.push({
      action: 'StartTransaction',
      payload: () => ({ n: 1 }),
      onAnswer: ({ transactionId }) => {
        id = transactionId;
      },
    });
    queue.push({ action: 'StopTransaction', payload: () => ({ n: id }) });
    queue.goOnline();
    await pass(0);
    expect(called).toEqual(['StartTransaction 1', 'StopTransaction 5']);
  });

  it('lose the oldest meter values when there are too many, never a start or stop', async () => {
    push('StartTransaction', 0);
    for (let n = 1; n <= 600; n += 1) push('MeterValues', n);
    push('StopTransaction', 601);
    expect(queue.length).toBe(500);
    queue.goOnline();
    await pass(0);
    expect(called.at(0)).toBe('StartTransaction 0');
    expect(called.at(1)).toBe('MeterValues 103');
    expect(called.at(-1)).toBe('StopTransaction 601');
  });
});
