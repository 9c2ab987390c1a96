import { type ConnectionOptions, type Job, Queue, Worker } from 'bullmq';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import {
  closePair,
  listenForErrors,
  type QueuePair,
  queueEvents,
  queuePrefix,
  workerTiming,
} from './queue-lifetime.ts';

/** One thing to be done again and again, by whichever node comes first. */
export type Chore = {
  /** Its stable name; no colon. */
  readonly name: string;
  /** Real milliseconds between two runs. */
  readonly everyMs: number;
  /** Does one run; ends early when told to. Returns what is worth a log line. */
  run(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
};

/** What maintenance needs; the connection is for BullMQ alone and is its owner's to close. */
export type MaintenanceParts = {
  readonly connection: ConnectionOptions;
  readonly chores: readonly Chore[];
  readonly clock: Clock;
  readonly log: Log;
};

/** The schedules of the house, kept in Redis: one run at a time over all nodes. */
export type Maintenance = {
  /** Writes the schedules and begins to work; those of chores that are gone are removed. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

const NAME = 'maintenance';
const GRACE_MS = 500;
const BOUND_MS = 4_000;

/** Makes the maintenance of a list of chores. */
export function makeMaintenance(parts: MaintenanceParts): Maintenance {
  let aborted = new AbortController();
  let pair: QueuePair | null = null;
  return {
    async start() {
      if (pair) throw new Error('maintenance is already started');
      aborted = new AbortController();
      pair = openPair(parts, aborted.signal);
      listenForErrors(pair, parts.log);
      await schedule(pair.queue, parts.chores);
    },
    async stop() {
      const open = pair;
      pair = null;
      const abort = () => aborted.abort();
      if (open) await closePair(open, { ...parts, graceMs: GRACE_MS, boundMs: BOUND_MS, abort });
    },
  };
}

function openPair(parts: MaintenanceParts, signal: AbortSignal): QueuePair {
  const { connection } = parts;
  const shared = { connection, prefix: queuePrefix };
  return {
    queue: new Queue(NAME, { ...shared, streams: queueEvents }),
    worker: new Worker(NAME, (job) => runChore(parts, job, signal), {
      ...shared,
      ...workerTiming,
      concurrency: 1,
    }),
  };
}

async function schedule(queue: Queue, chores: readonly Chore[]): Promise<void> {
  const opts = { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 0 };
  for (const { name, everyMs } of chores) {
    await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts });
  }
  const known = new Set(chores.map(({ name }) => name));
  const stored = await queue.getJobSchedulers();
  for (const { key } of stored.filter((scheduler) => !known.has(scheduler.key))) {
    await queue.removeJobScheduler(key);
  }
}

/** A chore that fails is logged and comes again at its next time: nothing waits for it. */
async function runChore({ chores, log }: MaintenanceParts, job: Job, signal: AbortSignal) {
  const chore = chores.find(({ name }) => name === job.name);
  if (!chore) return;
  try {
    log.info({ chore: chore.name, ...(await chore.run(signal)) }, 'maintenance done');
  } catch (error) {
    log.error(
      { chore: chore.name, err: error },
      'maintenance failed, comes again at its next time',
    );
  }
}
