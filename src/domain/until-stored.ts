import { GatewayError } from './errors.ts';
import type { Clock } from './ports/clock.ts';

/** Waits between tries while the store is away, ms; after the last one the error is thrown. */
const delaysMs: readonly number[] = [100, 200, 400, 800, 1_000, 1_000, 1_500, 2_000, 3_000, 5_000];

/**
 * Repeats a store call while the store is `unavailable`, for about 15 s: what a device has said is
 * worth waiting for. @throws GatewayError the last one; then the due clock takes over.
 */
export async function untilStored<T>(clock: Clock, call: () => Promise<T>): Promise<T> {
  for (const delayMs of delaysMs) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'unavailable') throw error;
    }
    await new Promise<void>((resolve) => {
      clock.after(delayMs, resolve);
    });
  }
  return await call();
}
