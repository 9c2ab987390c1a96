import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

/** After the command name, /proc/<pid>/stat goes on with the state; num_threads is the 18th. */
const THREADS_FIELD = 17;

/**
 * True while the process runs. A zombie counts as gone: under a first process that does not reap
 * (common in containers) a dead adopted Redis would otherwise look alive for ever. Not so while
 * other threads of it are still ending: they hold its sockets and files open.
 */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' || Number(fields[THREADS_FIELD]) > 1;
  } catch {
    return true;
  }
}

/** Waits until the process is gone; false when it still runs after `timeoutMs`. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isProcessAlive(pid)) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * The pid of a living Redis that works in `dir` or listens on `socketPath`, looked up in /proc;
 * undefined when there is none, or when the system has no /proc. It finds the Redis that a killed
 * gateway left behind even when its socket file is gone: a second one on the same append-only
 * files would corrupt them.
 */
export function findRedisProcess(dir: string, socketPath: string): number | undefined {
  return processIds().find((pid) => {
    const commandLine = commandLineOf(pid);
    if (!/(redis|valkey)-server/.test(commandLine) || !isProcessAlive(pid)) return false;
    return commandLine.includes(socketPath) || workingFolderOf(pid) === dir;
  });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
