import { homedir } from 'node:os';
import { join } from 'node:path';
import type { BinaryPlaces } from '../../src/store/redis/binary.ts';

/** Where tests look for a Redis server: this machine's PATH and the same cache as the demo. */
export function testBinaryPlaces(): BinaryPlaces {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return { searchPath: process.env['PATH'] ?? '', cacheDir: join(caches, 'joulegate') };
}
