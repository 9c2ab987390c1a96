import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

/**
 * Starts a Redis and waits until it has loaded its files and answers; the result is its pid.
 * It runs in a session of its own, so that a Ctrl-C meant for the gateway does not take the store
 * away in the middle of an orderly stop, and it survives a killed gateway (which then adopts it).
 *
 * @throws StartRefusal (75) when it exits or stays silent; `why` is the last line of its log.
 */
export async function spawnRedis(plan: RedisPlan): Promise<number> {
  const { path, libraryPath } = plan.binary;
  const child = spawn(path, argumentsOf(plan), {
    detached: true,
    stdio: 'ignore',
    env: libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath },
  });
  let spawnError: Error | undefined;
  child.on('error', (error) => {
    spawnError = error;
  });
  const pid = child.pid;
  if (pid === undefined) {
    await sleep(POLL_MS);
    throw failedStart(spawnError?.message ?? `${path} could not be started`);
  }
  await waitUntilLoaded(plan.socketPath, pid, plan.logFile);
  return pid;
}

/** Waits until the Redis with this pid answers and has finished loading; refuses as above. */
export async function waitUntilLoaded(
  socketPath: string,
  pid: number,
  logFile: string,
): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const identity = await askIdentity(socketPath, ANSWER_TIMEOUT_MS).catch(() => undefined);
    if (identity?.pid === pid && !identity.isLoading) return;
    if (!isProcessAlive(pid)) throw failedStart(lastLineOf(logFile));
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

function lastLineOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) || 'it exited without a word';
  } catch {
    return 'it exited before it could write its log';
  }
}
