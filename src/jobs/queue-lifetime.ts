import type { Queue, Worker } from 'bullmq';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';

/** All keys of our BullMQ queues begin with this. */
export const queuePrefix = 'jg:bull';

/** Events are written for tools only; the default of 10,000 per queue would be memory for nothing. */
export const queueEvents = { events: { maxLen: 100 } } as const;

/** Lock and stall check: a job of a node that was killed is taken over within 15 s. */
export const workerTiming = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000,
  drainDelay: 5,
} as const;

/** A queue with its worker, as both are opened and closed together. */
export type QueuePair = { readonly queue: Queue; readonly worker: Worker };

/** BullMQ's errors end nothing: it reconnects and goes on. Without a listener they would throw. */
export function listenForErrors({ queue, worker }: QueuePair, log: Log): void {
  const listen = (error: Error) => {
    log.warn({ queue: queue.name, error: error.message }, 'queue error, will go on');
  };
  queue.on('error', listen);
  worker.on('error', listen);
}

/**
 * Stops taking jobs, waits for the running ones, then closes the pair's own connection. `abort` is
 * called after `graceMs`; after `boundMs` nothing is waited for any more, and what was running is
 * taken up again elsewhere when its lock runs out. Connections passed in are their owner's.
 */
export async function closePair(
  { queue, worker }: QueuePair,
  parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly graceMs: number;
    readonly boundMs: number;
    readonly abort: () => void;
  },
): Promise<void> {
  const { clock, graceMs, boundMs, abort } = parts;
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const cancels = [clock.after(graceMs, abort), clock.after(boundMs, () => resolve('late'))];
  const closed = worker.close().then(() => queue.close());
  const end = await Promise.race([closed.catch(toFault), late]);
  for (const cancel of cancels) cancel();
  abort();
  if (end === undefined) return;
  parts.log.warn({ queue: queue.name, end }, 'a queue did not close in time');
  await Promise.race([worker.disconnect().catch(toFault), clockTurn(clock)]);
}

/** The least wait that lets a socket close. */
async function clockTurn(clock: Clock): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(100, resolve);
  await promise;
}

function toFault(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
