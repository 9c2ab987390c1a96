import {
  type BackoffStrategy,
  type ConnectionOptions,
  type Job,
  Queue,
  WaitingError,
  Worker,
} from 'bullmq';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';

/** An ioredis connection as BullMQ takes it, and whether its link is up (`ready`). */
export type QueueConnection = ConnectionOptions & { readonly status: string };

/** What a queue and its worker need. */
export type WorkedQueueParts<Data> = {
  /** No colon in it. */
  readonly name: string;
  /** For BullMQ alone (`maxRetriesPerRequest: null`); its owner closes it. */
  readonly connection: QueueConnection;
  readonly clock: Clock;
  readonly log: Log;
  readonly concurrency: number;
  /**
   * Does one job; an exception is BullMQ's cue to try again later. `put-back`: it was ended by the
   * signal and goes back as it was, for whoever starts next.
   */
  readonly work: (job: Job<Data>, signal: AbortSignal) => Promise<'done' | 'put-back'>;
  readonly backoffStrategy?: BackoffStrategy;
};

/** A queue that this process adds to and works on. */
export type WorkedQueue<Data> = {
  readonly queue: Queue<Data>;
  /** Lets running jobs end for a second, then aborts them; bounded by four seconds. */
  stop(): Promise<void>;
};

/** All keys of our BullMQ queues begin with this. */
const PREFIX = 'jg:bull';
/** Events are written for tools only; the default of 10,000 per queue is memory for nothing. */
const EVENTS_MAX = 100;
/** A job of a node that was killed is taken over within 10 s. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 2_500;
/** Being taken over is no fault of the job. */
const STALLED_MAX = 1_000;
const GRACE_MS = 1_000;
const BOUND_MS = 4_000;

/**
 * Opens a queue and begins to work on it. What was not done when it stops is taken up by another
 * worker when its lock runs out.
 */
export function openWorkedQueue<Data>(parts: WorkedQueueParts<Data>): WorkedQueue<Data> {
  const { name, connection, clock, log } = parts;
  const aborted = new AbortController();
  const shared = { connection, prefix: PREFIX };
  const queue = new Queue<Data>(name, { ...shared, streams: { events: { maxLen: EVENTS_MAX } } });
  const worker = openWorker(parts, aborted.signal);
  for (const emitter of [queue, worker] as readonly NodeJS.EventEmitter[]) {
    // Without a listener an error would throw; BullMQ reconnects and goes on by itself.
    emitter.on('error', (error: Error) => {
      log.warn({ queue: name, error: error.message }, 'queue error, will go on');
    });
  }
  return {
    queue,
    async stop() {
      const cancelAbort = clock.after(GRACE_MS, () => aborted.abort());
      const hasEnded = await close(worker, parts);
      cancelAbort();
      aborted.abort();
      if (!hasEnded) log.warn({ queue: name }, 'queue did not end in time');
      await queue.close();
    },
  };
}

function openWorker<Data>(parts: WorkedQueueParts<Data>, signal: AbortSignal): Worker<Data> {
  const { name, connection, concurrency, backoffStrategy } = parts;
  const work = async (job: Job<Data>, token: string | undefined) => {
    if ((await parts.work(job, signal)) === 'done') return;
    await job.moveToWait(token);
    throw new WaitingError();
  };
  return new Worker<Data>(name, work, {
    connection,
    prefix: PREFIX,
    concurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: STALLED_MAX,
    ...(backoffStrategy ? { settings: { backoffStrategy } } : {}),
  });
}

/**
 * BullMQ's graceful close waits for a lost Redis without end, and is never asked twice: so without
 * a link it is closed by force at once, when nothing could be stored anyway. True = in time.
 */
async function close(
  worker: Worker,
  { connection, clock }: Pick<WorkedQueueParts<unknown>, 'connection' | 'clock'>,
): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const cancel = clock.after(BOUND_MS, () => resolve(false));
  const closed = worker.close(connection.status !== 'ready').then(() => true);
  const hasEnded = await Promise.race([closed, late]);
  cancel();
  return hasEnded;
}
