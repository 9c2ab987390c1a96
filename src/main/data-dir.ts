import { mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartRefusal } from '../store/redis/start-refusal.ts';

/**
 * Makes the data folder where it is missing, readable by its owner only, and tries to write in it.
 * @throws StartRefusal 78 naming DATA_DIR.
 */
export function openDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
    // The rights alone do not tell: a file system can be read-only, and root passes them all.
    rmdirSync(mkdtempSync(join(dataDir, '.writable-')));
  } catch (cause) {
    throw new StartRefusal({
      exitCode: 78,
      what: `DATA_DIR=${dataDir} cannot be used, nothing was started`,
      why: whyNot(cause, dataDir),
      remedy: 'set DATA_DIR to a folder that this user may write, or correct its owner and rights',
    });
  }
}

/** One folder after the other: Node's recursive mkdir never ends on a path such as /proc/x/y. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function isFolder(path: string): boolean {
  const stat = statOf(path);
  if (stat === undefined || stat.isDirectory()) return stat !== undefined;
  throw Object.assign(new Error(`${path} is no folder`), { code: 'ENOTDIR', path });
}

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

function whyNot(error: unknown, dataDir: string): string {
  const { code, path } = error as NodeJS.ErrnoException;
  const where = path === undefined || path.includes('.writable-') ? dataDir : path;
  switch (code) {
    case 'ENOTDIR':
      return `${where} is a file, not a folder`;
    case 'EACCES':
    case 'EPERM':
      return `${where} cannot be written by the user of this process (${code})`;
    case 'EROFS':
      return `${where} is on a read-only file system (${code})`;
    case 'ENOENT':
      return `${where} cannot be made: its file system takes no folder there (${code})`;
    case 'ENOSPC':
      return `there is no space left for ${where} (${code})`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
