import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * Waits until `condition` gives something truthy and returns it. Its exceptions count as "not
 * yet", and the last one is the cause of the failure.
 *
 * @throws Error `gave up waiting for <what>` after `timeoutMs`.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  what: string,
  timeoutMs = 5_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`gave up waiting for ${what} after ${timeoutMs} ms`, { cause });
    }
    await sleep(POLL_MS);
  }
}
