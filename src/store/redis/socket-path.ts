import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * sun_path holds 108 bytes with its terminating zero (unix(7)); a longer path is cut silently by
 * some programs and refused by others.
 */
const SOCKET_PATH_BYTES_MAX = 107;

/** Remembers, in the data folder, where the sockets of an over-long data folder live. */
const SOCKET_FOLDER_FILE = 'socket-folder';

/**
 * Path of a unix socket that belongs to a data folder: `<dataDir>/<name>` where that fits into 107
 * bytes, else a file in a private temporary folder whose name is remembered in
 * `<dataDir>/socket-folder`, so that the next start (and the command line) finds the same socket.
 * Creates the data folder with mode 0700 when it is missing.
 */
export function socketPathFor(dataDir: string, name: string): string {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const direct = join(folder, name);
  if (fits(direct)) return direct;
  return join(shortFolderFor(folder), name);
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= SOCKET_PATH_BYTES_MAX;
}

function shortFolderFor(dataDir: string): string {
  const memory = join(dataDir, SOCKET_FOLDER_FILE);
  const remembered = rememberedFolder(memory);
  if (remembered !== undefined) return remembered;
  const base = fits(join(tmpdir(), 'joulegate-XXXXXX', 'gateway.sock')) ? tmpdir() : '/tmp';
  const created = mkdtempSync(join(base, 'joulegate-'));
  chmodSync(created, 0o700);
  writeFileSync(memory, `${created}\n`, { mode: 0o600 });
  return created;
}

/** A folder of somebody else, or one that others may enter, is never trusted with our sockets. */
function rememberedFolder(memory: string): string | undefined {
  try {
    const folder = readFileSync(memory, 'utf8').trim();
    const stat = statSync(folder);
    const isOurs = stat.isDirectory() && stat.uid === process.getuid?.();
    return isOurs && (stat.mode & 0o077) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}
