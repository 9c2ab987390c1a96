import type { Clock } from '../domain/ports/clock.ts';

/** The machine's clock; `timeScale` divides every window (design section 4, "One clock"). */
export function makeSystemClock(timeScale: number): Clock {
  return {
    nowMs: () => Date.now(),
    windowMs: (durationMs) => durationMs / timeScale,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
