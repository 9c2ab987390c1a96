import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../../simulators/lib/clock.ts';
import type { Call } from '../../../../simulators/ocpp-charger/rpc/frame.ts';
import { Outbox } from '../../../../simulators/ocpp-charger/rpc/outbox.ts';

let clock: SimClock;
let sent: Call[];

beforeEach(() => {
  vi.useFakeTimers();
  clock = makeClock(10);
  sent = [];
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

function makeOutbox(parallelMax = 1): Outbox {
  const outbox = new Outbox({
    clock,
    parallelMax,
    timeoutMs: 30_000,
    send: (call) => sent.push(call) > 0,
  });
  outbox.open();
  return outbox;
}

const result = (id: string) => ({ kind: 'result', id, payload: {} }) as const;

describe('our CALLs (OCPP-J 1.6 4.1.1)', () => {
  it.each([1, 2])('has at most %d unanswered, in order', async (parallelMax) => {
    const outbox = makeOutbox(parallelMax);
    for (const action of ['A', 'B', 'C']) void outbox.call(action, {});
    expect(sent.map(({ action }) => action)).toEqual(['A', 'B', 'C'].slice(0, parallelMax));
    expect(outbox.answer(result('cp-1'))).toBe(true);
    expect(sent).toHaveLength(parallelMax + 1);
  });

  it('never uses an id twice and ignores answers that nothing waits for', async () => {
    const outbox = makeOutbox();
    const first = outbox.call('A', {});
    expect(outbox.answer(result('cp-9'))).toBe(false);
    outbox.answer(result('cp-1'));
    expect(await first).toEqual({ kind: 'result', payload: {} });
    expect(outbox.answer(result('cp-1'))).toBe(false);
    outbox.close();
    outbox.open();
    void outbox.call('B', {});
    expect(sent.map(({ id }) => id)).toEqual(['cp-1', 'cp-2']);
  });

  it('gives up after 30 s of wall time, whatever the speed, and goes on', async () => {
    const outbox = makeOutbox();
    const first = outbox.call('A', {});
    void outbox.call('B', {});
    vi.advanceTimersByTime(29_000);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(await first).toEqual({ kind: 'timeout' });
    expect(sent).toHaveLength(2);
  });

  it('ends all that waits when the link goes, and sends nothing more', async () => {
    const outbox = makeOutbox();
    const calls = [outbox.call('A', {}), outbox.call('B', {})];
    outbox.close();
    calls.push(outbox.call('C', {}));
    expect(await Promise.all(calls)).toEqual(Array(3).fill({ kind: 'link-down' }));
    expect(sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is bounded', async () => {
    const outbox = makeOutbox();
    for (let index = 0; index <= 200; index += 1) void outbox.call('A', {});
    expect(await outbox.call('A', {})).toEqual({ kind: 'link-down' });
    outbox.close();
  });
});
