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
export async function waitForMemory(
  memory: ChargerMemory,
  isSo: () => boolean,
  wait: { readonly clock: Clock; readonly delayMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  if (isSo()) return true;
  const found = new AbortController();
  const stop = memory.onChange(() => {
    if (isSo()) found.abort();
  });
  try {
    await pause(wait.clock, wait.delayMs, AbortSignal.any([found.signal, wait.signal]));
    return isSo();
  } finally {
    stop();
  }
}
