import { fileURLToPath } from 'node:url';
import { runChild } from './child.ts';

/**
 * Runs the bench as a program of its own with this same Node; all arguments are the bench's.
 * Returns its exit code.
 */
export function run(args: readonly string[]): Promise<number> {
  const entry = fileURLToPath(new URL('../../bench/main.ts', import.meta.url));
  return runChild(process.execPath, [entry, ...args]);
}
