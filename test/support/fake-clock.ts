import type { Clock } from '../../src/domain/ports/clock.ts';

/** A clock that stands still until the test moves it. */
export type FakeClock = Clock & {
  /** Moves on, and calls what falls due on the way, in order. */
  advance(byMs: number): void;
  /** Timers that wait. */
  readonly pendingCount: number;
};

/** The moment at which every fake clock begins, Unix ms. */
export const fakeStartMs = 1_764_000_000_000;

/** Makes a clock for tests; `timeScale` divides windows as `TIME_SCALE` does. */
export function makeFakeClock(timeScale = 1): FakeClock {
  const timers = new Set<{ atMs: number; callback: () => void }>();
  let nowMs = fakeStartMs;
  const next = (untilMs: number) =>
    [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => nowMs,
    windowMs: (durationMs) => durationMs / timeScale,
    after(delayMs, callback) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(byMs) {
      const untilMs = nowMs + byMs;
      for (let timer = next(untilMs); timer; timer = next(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.callback();
      }
      nowMs = untilMs;
    },
    get pendingCount() {
      return timers.size;
    },
  };
}
