import { expect, test } from 'vitest';
import { callAt } from '../../../src/domain/call-at.ts';
import type { Clock } from '../../../src/domain/ports/clock.ts';
import { fakeStartMs, makeFakeClock } from '../../support/fake-clock.ts';

const dayMs = 86_400_000;

/** A call at that moment, and how often it was made. */
function arm(atMs: number) {
  const clock = makeFakeClock();
  const delays: number[] = [];
  const watched: Clock = {
    ...{ nowMs: clock.nowMs, windowMs: clock.windowMs },
    after(delayMs, callback) {
      delays.push(delayMs);
      return clock.after(delayMs, callback);
    },
  };
  let calls = 0;
  const cancel = callAt(watched, atMs, () => {
    calls += 1;
  });
  return { clock, delays, cancel, calls: () => calls };
}

test('calls at its moment, once, further off than a timer holds', () => {
  const { clock, delays, calls } = arm(fakeStartMs + 90 * dayMs + 5);
  clock.advance(90 * dayMs + 4);
  expect(calls()).toBe(0);
  clock.advance(1);
  expect(calls()).toBe(1);
  clock.advance(90 * dayMs);
  expect(calls()).toBe(1);
  expect(Math.max(...delays)).toBeLessThan(2 ** 31);
});

test('calls at the next turn when the moment is past', () => {
  const { clock, calls } = arm(fakeStartMs - dayMs);
  expect(calls()).toBe(0);
  clock.advance(0);
  expect(calls()).toBe(1);
});

test('leaves no timer when it is cancelled after days', () => {
  const { clock, cancel, calls } = arm(fakeStartMs + 90 * dayMs);
  clock.advance(40 * dayMs);
  expect(clock.pendingCount).toBe(1);
  cancel();
  expect(clock.pendingCount).toBe(0);
  clock.advance(90 * dayMs);
  expect(calls()).toBe(0);
});
