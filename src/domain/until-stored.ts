import { GatewayError } from './errors.ts';
import type { Clock } from './ports/clock.ts';

/** Waits between tries while the store is away, ms. */
const longestMs = 5_000;
const delaysMs: readonly number[] = [
  100,
  200,
  400,
  800,
  1_000,
  1_000,
  1_500,
  2_000,
  3_000,
  longestMs,
];

/**
 * Repeats a store call while the store is `unavailable`, for about 15 s and then as long as
 * `mayGoOn` allows: what a device has said is worth waiting for.
 * @throws GatewayError the last one; then the due clock takes over.
 */
export async function untilStored<T>(
  clock: Clock,
  call: () => Promise<T>,
  mayGoOn: () => boolean,
): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'unavailable') throw error;
      if (turn >= delaysMs.length && !mayGoOn()) throw error;
    }
    await new Promise<void>((resolve) => {
      clock.after(delaysMs[turn] ?? longestMs, resolve);
    });
  }
}
