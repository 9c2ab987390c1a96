import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import type { Log } from '../domain/ports/log.ts';
import { findRedisBinary } from '../store/redis/binary.ts';
import {
  connectFirst,
  makeCommandConnection,
  makeQueueConnection,
  type RedisTarget,
} from '../store/redis/connect.ts';
import { checkDurability, type Durability } from '../store/redis/durability.ts';
import { startEmbeddedRedis } from '../store/redis/embedded.ts';
import { fetchRedisBinary, missingRedis } from '../store/redis/fetch-binary.ts';
import type { Stopper } from './stopper.ts';

/** The store's Redis, embedded or outside. */
export type OpenRedis = {
  readonly command: Redis;
  readonly durability: Durability;
  /** A connection for BullMQ or for a blocking read; the caller closes it. */
  openQueueConnection(name: string): Redis;
  /** Why it cannot be used now; `null` = it can. */
  fault(): string | null;
};

/**
 * Opens Redis and asks how durable it is. The embedded one is started, adopted or fetched as
 * design section 10 says. @throws StartRefusal with its exit code.
 */
export async function openRedis(
  config: Config,
  log: Log,
  parts: { stopper: Stopper; onGiveUp: (reason: string) => void },
): Promise<OpenRedis> {
  const { target, fault } = await findTarget(config, log, parts);
  const onError = (error: Error) => log.debug({ err: error }, 'redis link');
  const command = makeCommandConnection(target, { name: 'joulegate', onError });
  parts.stopper.add('redis connection', () => command.disconnect());
  await connectFirst(command);
  const durability = await checkDurability(command, {
    allowWeak: config.redis.allowWeakDurability,
  });
  return {
    command,
    durability,
    openQueueConnection: (name) => makeQueueConnection(target, { name, onError }),
    fault: () => fault() ?? (command.status === 'ready' ? null : 'redis does not answer'),
  };
}

async function findTarget(
  config: Config,
  log: Log,
  parts: { stopper: Stopper; onGiveUp: (reason: string) => void },
): Promise<{ target: RedisTarget; fault: () => string | null }> {
  if (config.redis.url) return { target: { url: config.redis.url.reveal() }, fault: () => null };
  const embedded = await startEmbeddedRedis({
    dataDir: config.dataDir,
    findBinary: () => findBinary(config, log),
    maxMemory: String(config.limits.redisMemoryBytes),
    log,
    onGiveUp: parts.onGiveUp,
  });
  parts.stopper.addOwed('redis', () => embedded.stop());
  return {
    target: { socketPath: embedded.socketPath },
    fault: () =>
      embedded.state() === 'ready' ? null : `the embedded redis is ${embedded.state()}`,
  };
}

async function findBinary(config: Config, log: Log) {
  const places = { searchPath: config.redis.searchPath, cacheDir: config.redis.cacheDir };
  if (config.redis.allowDownload)
    return await fetchRedisBinary(places, (line) => log.info({}, line));
  const found = findRedisBinary(places);
  if (!found) throw missingRedis('it is neither on the PATH nor in the cache folder');
  return found;
}
