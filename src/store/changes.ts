import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Changes, TransactionChange } from '../domain/ports/changes.ts';
import type { Log } from '../domain/ports/log.ts';
import { toFields } from './transaction-record.ts';

const STREAM = 'jg:changes';
/** Shorter than the command timeout, so that a blocked read never looks like a dead link. */
const BLOCK_MS = 1_000;
const BATCH = 200;
const RETRY_MS = 250;

/** Stream lines: an id, then names and values in turn. */
type Lines = readonly (readonly [string, readonly string[]])[];

/**
 * The capped stream of changes (`jg:changes`, written by every script that settles). Each follower
 * blocks on a connection of its own, made by `connect` (with a command timeout over one second) and
 * closed by `stop`. After a lost link it goes on behind the last change it saw; what the cap has
 * cut off meanwhile is not seen.
 */
export function makeChanges(connect: () => Redis, log: Log): Changes {
  return {
    follow(onChange) {
      const stopped = new AbortController();
      const redis = connect();
      const ended = followStream({ redis, onChange, log, signal: stopped.signal });
      return {
        async stop() {
          stopped.abort();
          redis.disconnect();
          await ended;
        },
      };
    },
  };
}

type Follower = {
  readonly redis: Redis;
  readonly onChange: (change: TransactionChange) => void;
  readonly log: Log;
  readonly signal: AbortSignal;
};

async function followStream(follower: Follower): Promise<void> {
  const { redis, signal } = follower;
  let last: string | null = null;
  while (!signal.aborted) {
    try {
      last ??= await orStopped(readNewestId(redis), signal);
      if (last === null) return;
      const lines: Lines = (await orStopped(readAfter(redis, last), signal)) ?? [];
      for (const [id, flat] of lines) {
        last = id;
        hand(follower, toChange(flat));
      }
    } catch {
      // The connection reconnects by itself and tells its owner why; here it is only waited for.
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** A command that waits for a lost link may never settle once the connection is closed. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const stop = () => resolve(null);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function readAfter(redis: Redis, last: string): Promise<Lines> {
  const reply = await redis.xread('COUNT', BATCH, 'BLOCK', BLOCK_MS, 'STREAMS', STREAM, last);
  return reply?.[0]?.[1] ?? [];
}

/** `$` would be asked again after each lost link and would skip what came in between. */
async function readNewestId(redis: Redis): Promise<string> {
  const newest = await redis.xrevrange(STREAM, '+', '-', 'COUNT', 1);
  return newest[0]?.[0] ?? '0';
}

/** One subscriber's fault must not end the stream of all. */
function hand({ onChange, log, signal }: Follower, change: TransactionChange): void {
  if (signal.aborted) return;
  try {
    onChange(change);
  } catch (error) {
    log.error({ err: error, transactionId: change.transactionId }, 'a follower of changes failed');
  }
}

function toChange(flat: readonly string[]): TransactionChange {
  const fields = toFields(flat);
  return {
    transactionId: fields['id'] ?? '',
    stateNumber: Number(fields['n']),
    deviceId: fields['dev'] ?? '',
    accountNumber: fields['acc'] ?? '',
  };
}
