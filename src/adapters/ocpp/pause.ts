import type { Clock } from '../../domain/ports/clock.ts';
import type { ChargerMemory } from './charger-memory.ts';

/** Waits real milliseconds, or until the signal fires; true when the whole time has passed. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = () => finish(false);
    const cancel = clock.after(delayMs, () => finish(true));
    signal.addEventListener('abort', stop, { once: true });
    function finish(isWhole: boolean) {
      cancel();
      signal.removeEventListener('abort', stop);
      resolve(isWhole);
    }
  });
}

/** Waits until what the link knows satisfies the condition; false when time or the link is over. */
export function waitForMemory(
  memory: ChargerMemory,
  isSo: () => boolean,
  wait: { readonly clock: Clock; readonly delayMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const { clock, delayMs, signal } = wait;
  return new Promise((resolve) => {
    if (isSo() || signal.aborted) return resolve(isSo());
    const cancel = clock.after(delayMs, finish);
    const stop = memory.onChange(() => {
      if (isSo()) finish();
    });
    signal.addEventListener('abort', finish, { once: true });
    function finish() {
      cancel();
      stop();
      signal.removeEventListener('abort', finish);
      resolve(isSo());
    }
  });
}
