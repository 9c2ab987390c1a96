import { GatewayError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { storeRetryMs } from './settings.ts';

const delayMinMs = 100;
const delayMaxMs = 2_000;

/** What trying again needs. */
export type RetryParts = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Aborted when the adapter stops. */
  readonly signal: AbortSignal;
};

/**
 * Stores, again and again while the store is away, for at most 15 s: meanwhile the device gets no
 * acknowledgement, so it knows that we do not have it yet.
 * @throws what `store` throws, other than GatewayError `unavailable`.
 */
export async function storeWithRetry(
  store: () => Promise<void>,
  { clock, metrics, signal }: RetryParts,
): Promise<'stored' | 'given-up'> {
  const startedAtMs = clock.nowMs();
  for (let delayMs = delayMinMs; ; delayMs = Math.min(delayMs * 2, delayMaxMs)) {
    try {
      await store();
      return 'stored';
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
    const isLate = clock.nowMs() - startedAtMs + delayMs > storeRetryMs;
    if (isLate || signal.aborted) return 'given-up';
    metrics.count('store_retries', { protocol: 'mqtt' });
    await pause(clock, delayMs, signal);
  }
}

/** True when the store did not take it now, but may later. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'unavailable';
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
