import { Redis, type RedisOptions } from 'ioredis';
import { gatherWrites } from './gather-writes.ts';
import { StartRefusal } from './start-refusal.ts';

/** Replies keep their RESP2 shapes; leaving the choice out lets ioredis type them so. */
type Settings = Omit<RedisOptions, 'replyMapping'>;

/** Where Redis is: the embedded one's unix socket, or the address of an outside one. */
export type RedisTarget = { readonly socketPath: string } | { readonly url: string };

/** What every connection needs from its owner: a name for CLIENT LIST and an ear for its errors. */
export interface ConnectionOptions {
  readonly name: string;
  /** Called for link errors; the connection reconnects by itself. */
  readonly onError: (error: Error) => void;
}

const COMMAND_TIMEOUT_MS = 2_000;

/**
 * A link on which nothing came for so long, although something was asked, is given up: the other
 * side may have gone without a word (a failover, a pulled cable). BullMQ blocks up to ten seconds.
 */
const SILENT_COMMAND_LINK_MS = 4_000;
const SILENT_QUEUE_LINK_MS = 30_000;

const RETRY_DELAY_MAX_MS = 1_000;
const LOADING_RETRY_MS = 250;

/** ioredis arms this timer even for a socket that is closed already; the process waits for it. */
const DISCONNECT_TIMEOUT_MS = 200;

/**
 * The connection for scripts and reads. A command whose link is cut, or that is not answered in
 * 2 s, rejects at once and is never sent again: ioredis would otherwise repeat a script that had
 * already run (platform.md F). The caller repeats it under the same operation ID. While the link
 * is down every command rejects. Not connected yet: `await connection.connect()`.
 */
export function makeCommandConnection(target: RedisTarget, options: ConnectionOptions): Redis {
  const redis = open(target, options, {
    lazyConnect: true,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENT_COMMAND_LINK_MS,
    maxRetriesPerRequest: 0,
  });
  gatherWrites(redis);
  return redis;
}

/**
 * The connection for BullMQ, which blocks on Redis for as long as it likes and brings its own
 * repetition: no command timeout, no bound on retries (`maxRetriesPerRequest: null` is demanded
 * by its workers). Connects at once.
 */
export function makeQueueConnection(target: RedisTarget, options: ConnectionOptions): Redis {
  const redis = open(target, options, {
    maxRetriesPerRequest: null,
    socketTimeout: SILENT_QUEUE_LINK_MS,
  });
  gatherWrites(redis);
  return redis;
}

/**
 * Connects a command connection for the first time; afterwards it reconnects by itself.
 *
 * @throws StartRefusal (75) when Redis cannot be reached or does not let us in; the connection is
 * then closed. The words never hold the address, which may carry a password.
 */
export async function connectFirst(redis: Redis): Promise<void> {
  let reason: string | undefined;
  const noteReason = (error: Error) => {
    reason ??= error.message;
  };
  redis.on('error', noteReason);
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new StartRefusal({
      exitCode: 75,
      what: 'Redis cannot be reached',
      why: reason ?? (cause as Error).message,
      remedy: 'check that it runs and that REDIS_URL is right, then start again',
    });
  } finally {
    redis.off('error', noteReason);
  }
}

function open(target: RedisTarget, options: ConnectionOptions, extra: Settings): Redis {
  const settings: Settings = {
    connectionName: options.name,
    retryStrategy: (attempt) => Math.min(attempt * 50, RETRY_DELAY_MAX_MS),
    maxLoadingRetryTime: LOADING_RETRY_MS,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
    ...extra,
  };
  const redis =
    'url' in target
      ? new Redis(target.url, settings)
      : new Redis({ ...settings, path: target.socketPath });
  redis.on('error', options.onError);
  return redis;
}
