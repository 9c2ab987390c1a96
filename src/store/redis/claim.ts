import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { askIdentity, type RedisIdentity } from './ask.ts';
import type { RedisBinary } from './binary.ts';
import { findRedisProcess, waitForExit } from './process-alive.ts';
import { type RedisPlan, spawnRedis, waitUntilLoaded } from './spawn.ts';
import { StartRefusal } from './start-refusal.ts';

/** A running Redis of ours, and whether somebody before us started it. */
export interface ClaimedRedis {
  readonly pid: number;
  readonly isAdopted: boolean;
}

const ANSWER_TIMEOUT_MS = 5_000;
const ORPHAN_ANSWER_MS = 2_000;
const ORPHAN_EXIT_MS = 10_000;
const POLL_MS = 50;

/**
 * Makes sure that exactly one Redis works on a data folder. In this order: adopt the one that
 * answers at the socket and works in our folder; end one that works in our folder but cannot be
 * reached any more (its socket file is gone); else start one.
 *
 * @throws StartRefusal 78 when the socket belongs to another folder's Redis, 75 when a Redis of
 * ours neither answers nor ends, or when a new one does not come up.
 */
export async function claimRedis(
  place: Omit<RedisPlan, 'binary'>,
  findBinary: () => Promise<RedisBinary>,
): Promise<ClaimedRedis> {
  const living = (await identityAt(place.socketPath)) ?? (await identityOfOrphan(place));
  if (living !== undefined) {
    refuseStranger(living, place);
    await waitUntilLoaded(place.socketPath, living.pid, { file: place.logFile, fromByte: 0 });
    return { pid: living.pid, isAdopted: true };
  }
  const pid = await spawnRedis({ ...place, binary: await findBinary() });
  return { pid, isAdopted: false };
}

/** A Redis that is just dying takes a connection and drops it, so a cut link is asked again. */
async function identityAt(socketPath: string): Promise<RedisIdentity | undefined> {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    try {
      return await askIdentity(socketPath, ANSWER_TIMEOUT_MS);
    } catch (error) {
      if (Date.now() < deadline) await sleep(POLL_MS);
      else throw stuck(`what listens at ${socketPath} does not answer: ${messageOf(error)}`);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A Redis of our folder without a reachable socket has just been started, or has lost its file. */
async function identityOfOrphan(
  place: Omit<RedisPlan, 'binary'>,
): Promise<RedisIdentity | undefined> {
  const pid = findRedisProcess(place.dir, place.socketPath);
  if (pid === undefined) return undefined;
  const deadline = Date.now() + ORPHAN_ANSWER_MS;
  while (Date.now() < deadline) {
    const identity = await identityAt(place.socketPath);
    if (identity !== undefined) return identity;
    if (await waitForExit(pid, POLL_MS)) return undefined;
    await sleep(POLL_MS);
  }
  process.kill(pid, 'SIGTERM');
  if (await waitForExit(pid, ORPHAN_EXIT_MS)) return undefined;
  throw stuck(`the Redis with pid ${pid} works in ${place.dir}, unreachable, and does not end`);
}

function refuseStranger(identity: RedisIdentity, place: Omit<RedisPlan, 'binary'>): void {
  if (isSameFolder(identity.dir, place.dir)) return;
  throw new StartRefusal({
    exitCode: 78,
    what: `another Redis answers at ${place.socketPath}`,
    why: `its folder is ${identity.dir}, not ${place.dir}, so its data is not ours`,
    remedy: `stop the Redis with pid ${identity.pid}, or set DATA_DIR to another folder`,
  });
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

function stuck(why: string): StartRefusal {
  return new StartRefusal({
    exitCode: 75,
    what: 'the Redis of this data folder cannot be used',
    why,
    remedy: 'end that process, then start again',
  });
}
