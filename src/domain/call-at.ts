import type { Clock } from './ports/clock.ts';

/** Looked again at least so often: a timer holds 24.8 days at most, and clocks are set. */
const lookEveryMs = 86_400_000;

/** Calls once when the clock shows that moment, Unix ms, however far off; the answer cancels. */
export function callAt(clock: Clock, atMs: number, callback: () => void): () => void {
  let cancel = () => {};
  const arm = () => {
    const leftMs = Math.max(0, atMs - clock.nowMs());
    cancel = clock.after(Math.min(leftMs, lookEveryMs), () => {
      if (clock.nowMs() >= atMs) callback();
      else arm();
    });
  };
  arm();
  return () => cancel();
}
