import type { Job, Queue } from 'bullmq';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import { openWorkedQueue, type QueueConnection, type WorkedQueue } from './worked-queue.ts';

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
  readonly connection: QueueConnection;
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

/** Makes the maintenance of a list of chores. */
export function makeMaintenance(parts: MaintenanceParts): Maintenance {
  let open: WorkedQueue<ChoreData> | null = null;
  return {
    async start() {
      if (open) throw new Error('maintenance is already started');
      open = openWorkedQueue<ChoreData>({
        ...parts,
        name: 'maintenance',
        concurrency: 1,
        work: (job, signal) => runChore(parts, job, signal),
      });
      await schedule(open.queue, parts.chores);
    },
    async stop() {
      const closing = open;
      open = null;
      await closing?.stop();
    },
  };
}

/** A chore needs no data: it looks at the store. */
type ChoreData = Record<string, never>;

async function schedule(queue: Queue<ChoreData>, chores: readonly Chore[]): Promise<void> {
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
async function runChore(
  { chores, log }: MaintenanceParts,
  job: Job<ChoreData>,
  signal: AbortSignal,
): Promise<'done'> {
  const chore = chores.find(({ name }) => name === job.name);
  if (!chore || signal.aborted) return 'done';
  try {
    log.info({ chore: chore.name, ...(await chore.run(signal)) }, 'maintenance done');
  } catch (error) {
    log.error({ chore: chore.name, err: error }, 'maintenance failed, comes at its next time');
  }
  return 'done';
}
