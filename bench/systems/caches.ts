import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the demo and the tests keep an unpacked Redis and compiled modules; the bench as well. */
export function cacheHome(): string {
  return process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
}
