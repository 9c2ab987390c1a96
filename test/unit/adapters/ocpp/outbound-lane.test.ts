import { beforeEach, describe, expect, it } from 'vitest';
import { OutboundLane } from '../../../../src/adapters/ocpp/outbound-lane.ts';
import type { Answer, SentCall } from '../../../../src/adapters/ocpp/rpc-channel.ts';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let lane: OutboundLane;
let sent: { action: string; answer: (answer: Answer) => void }[];
let isOpen: boolean;
let deafCount: number;

beforeEach(() => {
  clock = makeFakeClock();
  sent = [];
  isOpen = true;
  deafCount = 0;
  lane = new OutboundLane({ clock, channel: { send }, onDeaf: () => (deafCount += 1) });
});

function send(action: string): SentCall | null {
  if (!isOpen) return null;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  sent.push({ action, answer: resolve });
  return { messageId: `m${sent.length}`, frameHash: 'hash', answer: promise };
}

const call = (action: string, signal?: AbortSignal) =>
  lane.call({ action, params: {}, windowMs: 1_000, ...(signal ? { signal } : {}) });
const settle = () => new Promise((resolve) => setImmediate(resolve));
const ok: Answer = { kind: 'result', payload: {} };

describe('the outbound lane', () => {
  it('has one call out at a time, in order', async () => {
    const answers = [call('A'), call('B'), call('C')];
    await settle();
    expect(sent.map(({ action }) => action)).toEqual(['A']);
    sent[0]?.answer(ok);
    await settle();
    expect(sent.map(({ action }) => action)).toEqual(['A', 'B']);
    sent[1]?.answer(ok);
    await settle();
    sent[2]?.answer(ok);
    expect(await Promise.all(answers)).toEqual([ok, ok, ok]);
    expect(clock.pendingCount).toBe(0);
  });

  it('frees the slot at the end of the window and still gives the late answer', async () => {
    const first = call('A');
    const second = call('B');
    await settle();
    clock.advance(1_000);
    const silent = await first;
    expect(silent.kind).toBe('silent');
    await settle();
    expect(sent).toHaveLength(2);
    sent[0]?.answer(ok);
    if (silent.kind === 'silent') expect(await silent.late).toEqual(ok);
    sent[1]?.answer(ok);
    await second;
  });

  it('never sends a call that was called off while it waited', async () => {
    const off = new AbortController();
    const first = call('A');
    const second = call('B', off.signal);
    await settle();
    off.abort();
    sent[0]?.answer(ok);
    expect(await second).toMatchObject({ kind: 'not-sent' });
    expect(sent).toHaveLength(1);
    await first;
  });

  it('says that nothing left when the link is closed', async () => {
    isOpen = false;
    expect(await call('A')).toMatchObject({ kind: 'not-sent' });
  });

  it('is bounded', async () => {
    const calls = Array.from({ length: 40 }, (_, index) => call(`A${index}`));
    const refused = await Promise.race(calls);
    expect(refused).toEqual({ kind: 'not-sent', detail: 'too many calls wait' });
    for (let index = 0; index < 40; index += 1) {
      sent[index]?.answer(ok);
      await settle();
    }
    await Promise.all(calls);
  });

  it('reports a charger that never answers', async () => {
    for (let index = 0; index < 33; index += 1) {
      const silent = call('A');
      await settle();
      clock.advance(1_000);
      await silent;
    }
    expect(deafCount).toBe(1);
  });
});
