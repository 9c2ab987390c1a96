/** The first delay; each further one is twice as long. */
const BASE_MS = 1_000;
/** Longer pauses would keep a target that came back waiting. */
const CAP_MS = 15 * 60_000;

/**
 * The delay after the given number of failed attempts (1 = the first), ms: exponential, and half of
 * it random, so that what failed together does not come back together. `random` is in [0, 1).
 */
export function toBackoffMs(attemptsMade: number, random: number): number {
  const fullMs = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(Math.max(attemptsMade - 1, 0), 30));
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}
