import { beforeEach, describe, expect, it } from 'vitest';
import { EvidenceWatch, type WatchPlan } from '../../../../src/adapters/ocpp/evidence-watch.ts';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let gone: AbortController;
let watch: EvidenceWatch;
let log: string[];
let isShown: boolean;

beforeEach(() => {
  clock = makeFakeClock();
  gone = new AbortController();
  watch = new EvidenceWatch(clock, gone.signal);
  log = [];
  isShown = false;
});

const plan: WatchPlan = {
  forMs: 60_000,
  sample: async () => void log.push('sample'),
  isShown: () => isShown,
  hurry: async () => void log.push('hurry'),
  relax: async () => void log.push('relax'),
};

/** Moves on by seconds and lets what waits for it run. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the evidence watch', () => {
  it('samples after a second, then every ten, and puts the interval back at the end', async () => {
    watch.begin(plan, watch.takeTurn());
    await pass(1);
    expect(log).toEqual(['hurry', 'sample']);
    await pass(90);
    expect(log.filter((line) => line === 'sample')).toHaveLength(6);
    expect(log.at(-1)).toBe('relax');
    expect(clock.pendingCount).toBe(0);
  });

  it('goes on after a sample that could not be stored', async () => {
    let failures = 1;
    const sample = async () => {
      log.push('sample');
      if (failures-- > 0) throw new Error('the store is away');
    };
    watch.begin({ ...plan, sample }, watch.takeTurn());
    await pass(90);
    expect(log.filter((line) => line === 'sample')).toHaveLength(6);
    expect(log.at(-1)).toBe('relax');
  });

  it('looks once more before a command of another key, and not before one of its own', async () => {
    watch.begin(plan, watch.takeTurn(), 'boost');
    await watch.lookLast('boost');
    expect(log).toEqual([]);
    await watch.lookLast('control');
    expect(log).toEqual(['sample']);
    watch.takeTurn();
    await watch.lookLast(null);
    await pass(1);
    expect(log).toEqual(['sample']);
    expect(clock.pendingCount).toBe(0);
  });

  it('does not wait for a last look that is not answered', async () => {
    const sample = () => new Promise<void>(() => undefined);
    watch.begin({ ...plan, sample }, watch.takeTurn());
    const last = watch.lookLast('control');
    await pass(3);
    await last;
  });

  it.each(['is given up', 'is called off'])('tells a look that it %s', async (how) => {
    const signals: AbortSignal[] = [];
    const sample = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<void>(() => undefined);
    };
    watch.begin({ ...plan, sample }, watch.takeTurn());
    if (how === 'is given up') void watch.lookLast('control');
    await pass(4);
    expect(signals).toHaveLength(how === 'is given up' ? 2 : 1);
    if (how === 'is called off') watch.takeTurn();
    expect(signals[0]?.aborted).toBe(true);
  });

  it('ends when the effect was shown twice', async () => {
    isShown = true;
    watch.begin(plan, watch.takeTurn());
    await pass(60);
    expect(log).toEqual(['hurry', 'sample', 'sample', 'relax']);
  });

  it('stops at once for the next command, and does not touch the charger any more', async () => {
    watch.begin(plan, watch.takeTurn());
    await pass(1);
    watch.takeTurn();
    await pass(60);
    expect(log).toEqual(['hurry', 'sample']);
    expect(clock.pendingCount).toBe(0);
  });

  it('is not begun by a command whose turn is over', async () => {
    const turn = watch.takeTurn();
    watch.takeTurn();
    watch.begin(plan, turn);
    await pass(5);
    expect(log).toEqual([]);
  });

  it('ends with the link', async () => {
    watch.begin(plan, watch.takeTurn());
    gone.abort();
    await pass(20);
    expect(log).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });
});
