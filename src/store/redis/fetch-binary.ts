import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type BinaryPlaces,
  findRedisBinary,
  type RedisBinary,
  unpackedBinary,
  unpackFolder,
} from './binary.ts';
import { StartRefusal } from './start-refusal.ts';

const run = promisify(execFile);
const STEP_TIMEOUT_MS = 120_000;
const OUTPUT_BYTES_MAX = 8 * 1024 * 1024;

/** What the Debian packages of Redis 7.0 need beyond the C library; used if apt-cache is mute. */
const USUAL_LIBRARIES = ['libjemalloc2', 'liblzf1', 'libatomic1'];

/** The C library must be the system's own: a second one cannot serve the same process. */
const NEVER_UNPACKED = /^(libc6|libc-bin|libgcc-s1)$/;

/**
 * Finds a Redis server as `findRedisBinary` does, and otherwise unpacks Debian's packages into the
 * cache folder (about a second, 7 MB): nothing is installed and no root is needed, except for a
 * machine whose package lists are empty. Concurrent fetches are safe: each unpacks into a folder
 * of its own, and the first to rename wins. `say` gets one line per step.
 *
 * @throws StartRefusal (78) on a system without apt, or when the packages cannot be had.
 */
export async function fetchRedisBinary(
  places: BinaryPlaces,
  say: (line: string) => void,
): Promise<RedisBinary> {
  const found = findRedisBinary(places);
  if (found !== undefined) return found;
  say('no redis-server on this machine: unpacking Debian packages into the cache folder');
  mkdirSync(places.cacheDir, { recursive: true, mode: 0o755 });
  const workshop = mkdtempSync(join(places.cacheDir, 'unpack-'));
  try {
    await download(workshop, say);
    const root = join(workshop, 'root');
    await unpack(workshop, root);
    await proveItRuns(root);
    return publish(root, unpackFolder(places.cacheDir), say);
  } catch (cause) {
    if (cause instanceof StartRefusal) throw cause;
    throw missingRedis((cause as Error).message.trim().split('\n').at(-1) ?? 'unknown reason');
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** The refusal for a machine without a Redis server; `why` is one clause for a person. */
export function missingRedis(why: string): StartRefusal {
  return new StartRefusal({
    exitCode: 78,
    what: 'no Redis server was found, so nothing could be stored durably',
    why,
    remedy: 'sudo apt-get install redis-server   (or set REDIS_URL to a Redis you run)',
  });
}

async function download(folder: string, say: (line: string) => void): Promise<void> {
  try {
    await downloadPackages(folder);
  } catch {
    say('refreshing the package lists (apt-get update)');
    await apt('apt-get', ['-q', 'update'], folder);
    await downloadPackages(folder);
  }
}

async function downloadPackages(folder: string): Promise<void> {
  const packages = ['redis-server', 'redis-tools', ...(await librariesOfRedis(folder))];
  await apt('apt-get', ['-q', 'download', ...packages], folder);
}

/** Debian and Ubuntu releases link Redis differently, so the libraries are asked for by name. */
async function librariesOfRedis(folder: string): Promise<string[]> {
  try {
    const { stdout } = await apt('apt-cache', ['depends', 'redis-server', 'redis-tools'], folder);
    const names = [...stdout.matchAll(/^\s*\|?Depends: ((?:lib|lua-)\S+)$/gm)].map((m) => m[1]!);
    const wanted = names.filter((name) => !NEVER_UNPACKED.test(name));
    return wanted.length > 0 ? [...new Set(wanted)] : USUAL_LIBRARIES;
  } catch {
    return USUAL_LIBRARIES;
  }
}

async function unpack(folder: string, root: string): Promise<void> {
  for (const archive of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await apt('dpkg', ['-x', join(folder, archive), root], folder);
  }
}

async function proveItRuns(root: string): Promise<void> {
  const binary = unpackedBinary(root);
  if (binary === undefined) throw new Error('the packages hold no redis-server');
  await run(binary.path, ['--version'], {
    env: { LD_LIBRARY_PATH: binary.libraryPath },
    timeout: STEP_TIMEOUT_MS,
  });
}

function publish(root: string, target: string, say: (line: string) => void): RedisBinary {
  try {
    renameSync(root, target);
  } catch (error) {
    // Another fetch was faster, or an earlier one left a folder without a program in it.
    if (unpackedBinary(target) === undefined) {
      rmSync(target, { recursive: true, force: true });
      renameSync(root, target);
    } else if (!isTaken(error)) throw error;
  }
  const binary = unpackedBinary(target);
  if (binary === undefined) throw new Error('the unpacked redis-server cannot be run');
  say(`redis-server is ready in ${target}`);
  return binary;
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function apt(program: string, args: string[], cwd: string): Promise<{ stdout: string }> {
  try {
    return await run(program, args, { cwd, timeout: STEP_TIMEOUT_MS, maxBuffer: OUTPUT_BYTES_MAX });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw missingRedis(`it is not on the PATH, and this system has no ${program} to fetch it with`);
  }
}
