import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { askIdentity } from './ask.ts';
import type { RedisBinary } from './binary.ts';
import { isProcessAlive } from './process-alive.ts';
import { StartRefusal } from './start-refusal.ts';

/** The files and bounds of one embedded Redis. */
export interface RedisPlan {
  readonly binary: RedisBinary;
  /** Real path of the folder with the append-only files. */
  readonly dir: string;
  readonly socketPath: string;
  readonly logFile: string;
  /** As Redis writes it: `1gb`, or a number of bytes. */
  readonly maxMemory: string;
}

/** 100,000 transactions load in about a second here; a slow disk may need much longer. */
const READY_TIMEOUT_MS = 120_000;
const ANSWER_TIMEOUT_MS = 5_000;
const POLL_MS = 15;

/** Where a Redis writes, and from which byte on these are its own words. */
export interface RedisLogPlace {
  readonly file: string;
  readonly fromByte: number;
}

/**
 * Starts a Redis and waits until it has loaded its files and answers; the result is its pid.
 * It runs in a session of its own, so that a Ctrl-C meant for the gateway does not take the store
 * away in the middle of an orderly stop, and it survives a killed gateway (which then adopts it).
 *
 * @throws StartRefusal (75) when it exits or stays silent, (78) when the program cannot be run;
 * `why` is the last line of its log or its stderr.
 */
export async function spawnRedis(plan: RedisPlan): Promise<number> {
  const { path } = plan.binary;
  const log = { file: plan.logFile, fromByte: sizeOf(plan.logFile) };
  const child = spawnInto(plan);
  let spawnError: Error | undefined;
  child.on('error', (error) => {
    spawnError = error;
  });
  const pid = child.pid;
  if (pid === undefined) {
    await sleep(POLL_MS);
    throw unusable(path, spawnError?.message ?? 'it could not be started');
  }
  try {
    await waitUntilLoaded(plan.socketPath, pid, log);
  } catch (error) {
    if (isProcessAlive(pid)) throw error;
    await sleep(POLL_MS);
    const why = `${path} ended: ${lastLineOf(log)}`;
    // 126 and 127 are those of shells and of the dynamic loader: it never became a Redis.
    const hasRun = child.exitCode !== 126 && child.exitCode !== 127;
    throw hasRun ? failedStart(why) : unusable(path, why);
  }
  return pid;
}

/** What it says before it opens its log, such as a missing library, lands in the same file. */
function spawnInto(plan: RedisPlan) {
  const { path, libraryPath } = plan.binary;
  const words = openSync(plan.logFile, 'a', 0o600);
  try {
    return spawn(path, argumentsOf(plan), {
      detached: true,
      stdio: ['ignore', 'ignore', words],
      env: libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath },
    });
  } finally {
    closeSync(words);
  }
}

/** Waits until the Redis with this pid answers and has finished loading; refuses as above. */
export async function waitUntilLoaded(
  socketPath: string,
  pid: number,
  log: RedisLogPlace,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const identity = await askIdentity(socketPath, ANSWER_TIMEOUT_MS).catch(() => undefined);
    if (identity?.pid === pid && !identity.isLoading) return;
    if (!isProcessAlive(pid)) throw failedStart(lastLineOf(log));
    await sleep(POLL_MS);
  }
  throw failedStart(`it did not answer within ${READY_TIMEOUT_MS / 1000} s`);
}

/** `appendfsync always`: the reply leaves after the fsync, so that accepted means on disk. */
function argumentsOf(plan: RedisPlan): string[] {
  const settings: Record<string, string> = {
    port: '0',
    unixsocket: plan.socketPath,
    unixsocketperm: '700',
    dir: plan.dir,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    maxmemory: plan.maxMemory,
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    timeout: '0',
    loglevel: 'warning',
    logfile: plan.logFile,
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

function failedStart(why: string): StartRefusal {
  return new StartRefusal({
    exitCode: 75,
    what: 'the embedded Redis did not start',
    why,
    remedy: 'check free disk space and the rights of DATA_DIR, then start again',
  });
}

function unusable(path: string, why: string): StartRefusal {
  return new StartRefusal({
    exitCode: 78,
    what: `the Redis program ${path} cannot be run`,
    why,
    remedy: 'install it again (sudo apt-get install redis-server), or take it off the PATH',
  });
}

function lastLineOf({ file, fromByte }: RedisLogPlace): string {
  try {
    const words = readFileSync(file).subarray(fromByte).toString().trim();
    return words.split('\n').at(-1) || 'it exited without a word';
  } catch {
    return 'it exited before it could write its log';
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
