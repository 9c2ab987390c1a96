import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RedisBinary } from '../../src/store/redis/binary.ts';
import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';
import { cacheHome } from './caches.ts';

/** The Redis server that both systems run: found or fetched as the demo does. */
export async function findRedis(): Promise<RedisBinary> {
  const searchPath = process.env['PATH'] ?? '';
  const places = { searchPath, cacheDir: join(cacheHome(), 'joulegate') };
  return await fetchRedisBinary(places, (line) => void process.stderr.write(`${line}\n`));
}

/** Its version, for the record. */
export async function readRedisVersion(): Promise<string> {
  const { path, libraryPath } = await findRedis();
  const env = libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath };
  const { stdout } = await promisify(execFile)(path, ['--version'], { env });
  return /v=(\S+)/.exec(stdout)?.[1] ?? 'unknown';
}
