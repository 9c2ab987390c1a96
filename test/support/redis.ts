import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { askIdentity } from '../../src/store/redis/ask.ts';
import { makeCommandConnection } from '../../src/store/redis/connect.ts';
import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';
import { isProcessAlive, waitForExit } from '../../src/store/redis/process-alive.ts';
import { spawnRedis } from '../../src/store/redis/spawn.ts';
import { testBinaryPlaces } from './redis-binary.ts';

/** A Redis of a test's own, on real files: killed and started again as the test likes. */
export interface TestRedis {
  readonly socketPath: string;
  /** The folder with the append-only files. */
  readonly dir: string;
  /** A connected command connection with production's settings; closed by `stop`. */
  connect(): Promise<Redis>;
  /** SIGKILL: what was not on disk is lost. Waits until the process is gone. */
  kill(): Promise<void>;
  /** Starts Redis again on the same files and socket (after `kill`). */
  restart(): Promise<void>;
  /** Closes the connections, ends Redis, removes the files. */
  stop(): Promise<void>;
}

/**
 * Starts a Redis with production's settings (append-only, fsync always, no eviction) in a
 * temporary folder. One per test file; `stop` it in `afterAll`. `maxMemory` as Redis writes it.
 */
export async function startTestRedis(options: { maxMemory?: string } = {}): Promise<TestRedis> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'jg-redis-')));
  const socketPath = join(dir, 'redis.sock');
  const plan = {
    binary: await fetchRedisBinary(testBinaryPlaces(), () => {}),
    dir,
    socketPath,
    logFile: join(dir, 'redis.log'),
    maxMemory: options.maxMemory ?? '256mb',
  };
  let pid = await spawnRedis(plan);
  const connections: Redis[] = [];
  return {
    socketPath,
    dir,
    async connect() {
      const redis = makeCommandConnection({ socketPath }, { name: 'test', onError: () => {} });
      connections.push(redis);
      await redis.connect();
      return redis;
    },
    async kill() {
      await end(pid, 'SIGKILL');
    },
    async restart() {
      if (isProcessAlive(pid)) await end(pid, 'SIGKILL');
      pid = await spawnRedis(plan);
    },
    async stop() {
      for (const redis of connections) redis.disconnect();
      await end(pid, 'SIGTERM');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The pid of the Redis behind a socket; undefined when nobody listens there. */
export async function redisPidAt(socketPath: string): Promise<number | undefined> {
  return (await askIdentity(socketPath, 2_000))?.pid;
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (!isProcessAlive(pid)) return;
  process.kill(pid, signal);
  if (!(await waitForExit(pid, 5_000))) throw new Error(`Redis ${pid} ignored ${signal}`);
}
