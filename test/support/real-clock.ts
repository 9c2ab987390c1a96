import type { Clock } from '../../src/domain/ports/clock.ts';

/** The process's own time; windows are divided by `timeScale` as the gateway does. */
export function makeRealClock(timeScale = 1): Clock {
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
