import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;
/** Who has waited long may learn of the end later by this part of it; asking is not free. */
const POLL_PART = 1 / 20;
const POLL_MS_MAX = 50;

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
  const startedAt = Date.now();
  const deadline = startedAt + timeoutMs;
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
    const waitedMs = Date.now() - startedAt;
    await sleep(Math.min(Math.max(POLL_MS, waitedMs * POLL_PART), POLL_MS_MAX));
  }
}
