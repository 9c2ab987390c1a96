import type { Clock } from '../domain/ports/clock.ts';
import type { Retention } from '../domain/ports/retention.ts';
import type { Chore } from './maintenance.ts';

/** How long what is kept; these are not windows, so `TIME_SCALE` does not touch them. */
export type RetentionParts = {
  readonly retention: Retention;
  readonly clock: Clock;
  /** `TRANSACTION_RETENTION_DAYS`. */
  readonly transactionDays: number;
  /** Refusals at acceptance are kept as long as idempotency keys. */
  readonly refusedHours: number;
};

const EVERY_MS = 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 100;
/** Batches of one kind in one run; the rest is for the next hour. */
const BATCHES_MAX = 10_000;

/** The chore that forgets ended transactions and refusals whose time is over (design section 4). */
export function makeRetentionChore(parts: RetentionParts): Chore {
  const { retention, clock, transactionDays, refusedHours } = parts;
  return {
    name: 'retention',
    everyMs: EVERY_MS,
    async run(signal) {
      const nowMs = clock.nowMs();
      const transactions = await purgeAll(signal, () =>
        retention.purge(nowMs - transactionDays * DAY_MS, BATCH),
      );
      const refused = await purgeAll(signal, () =>
        retention.purgeRefused(nowMs - refusedHours * HOUR_MS, BATCH),
      );
      return { transactions, refused };
    },
  };
}

/** Many small deletions: between two of them Redis serves everybody else. */
async function purgeAll(signal: AbortSignal, purge: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch += 1) {
    const deleted = await purge();
    total += deleted;
    if (deleted < BATCH) break;
  }
  return total;
}
