import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { nowUs } from '../process/now-us.ts';

/** Where outcomes can be seen from outside, the same way at the floor and at the product. */
export type OutcomePlace = {
  readonly redisSocket: string;
  readonly keyPrefix: string;
  /** The state number that is the wanted outcome; the stream tells numbers, not words. */
  readonly settledNumber: number;
  /**
   * How long the watcher rests between two reads, ms. 0 sees each outcome at once and asks Redis
   * once for each change; above that, a read takes what came meanwhile.
   */
  readonly restMs: number;
};

/** Sees transactions reach their durable outcome. */
export type Outcomes = {
  /** When the outcome of this transaction was seen, us; also if that was before this call. */
  wait(id: string): Promise<number>;
  /** How many of these have another status than SUCCEEDED; asked when nothing is measured. */
  countFailed(ids: readonly string[]): Promise<number>;
  stop(): Promise<void>;
};

/** Short, because the end of a turn waits for it; while there is load it never comes to that. */
const blockMs = 50;
const batch = 500;
const boundMs = 15_000;

/** Follows the stream of changes in a connection of its own, from now on. */
export async function watchOutcomes(place: OutcomePlace): Promise<Outcomes> {
  const redis = new Redis({ path: place.redisSocket });
  const seen = new Map<string, number>();
  const waiting = new Map<string, (atUs: number) => void>();
  const stopped = new AbortController();
  const stream = `${place.keyPrefix}changes`;
  const [newest] = await redis.xrevrange(stream, '+', '-', 'COUNT', 1);
  const take = (fields: readonly string[]) => {
    const { id, n } = toChange(fields);
    if (n !== place.settledNumber) return;
    const atUs = nowUs();
    const waiter = waiting.get(id);
    if (waiter) waiter(atUs);
    else seen.set(id, atUs);
  };
  const follow = async () => {
    for (let last = newest?.[0] ?? '0'; !stopped.signal.aborted; ) {
      const reply = await redis.xread('COUNT', batch, 'BLOCK', blockMs, 'STREAMS', stream, last);
      for (const [id, fields] of reply?.[0]?.[1] ?? []) {
        last = id;
        take(fields);
      }
      if (place.restMs > 0) await sleep(place.restMs);
    }
  };
  const ended = follow();
  return {
    wait: (id) => waitFor(id, { seen, waiting }),
    async countFailed(ids) {
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hget(`${place.keyPrefix}tx:${id}`, 'status');
      const answers = (await pipeline.exec()) ?? [];
      return answers.filter(([, status]) => status !== 'SUCCEEDED').length;
    },
    async stop() {
      stopped.abort();
      await ended;
      redis.disconnect();
    },
  };
}

function toChange(fields: readonly string[]): { id: string; n: number } {
  const read = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
  return { id: read('id'), n: Number(read('n')) };
}

function waitFor(
  id: string,
  { seen, waiting }: { seen: Map<string, number>; waiting: Map<string, (atUs: number) => void> },
): Promise<number> {
  const already = seen.get(id);
  seen.delete(id);
  if (already !== undefined) return Promise.resolve(already);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(id);
      reject(new Error(`no outcome of ${id} within ${boundMs} ms`));
    }, boundMs);
    waiting.set(id, (atUs) => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(atUs);
    });
  });
}
