import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Redis-compatible server program, and the libraries it needs when it was only unpacked. */
export interface RedisBinary {
  readonly path: string;
  /** Value for LD_LIBRARY_PATH; undefined for a program that the system installed. */
  readonly libraryPath: string | undefined;
}

/** Where to look: PATH as the configuration read it, and the cache folder of unpacked programs. */
export interface BinaryPlaces {
  readonly searchPath: string;
  readonly cacheDir: string;
}

const PROGRAMS = ['redis-server', 'valkey-server'];

/**
 * The first redis-server, else valkey-server, on the search path; else one that an earlier fetch
 * unpacked into the cache folder; else undefined. Reads the disk only, starts nothing.
 */
export function findRedisBinary(places: BinaryPlaces): RedisBinary | undefined {
  const folders = places.searchPath.split(delimiter).filter((folder) => folder !== '');
  for (const program of PROGRAMS) {
    const folder = folders.find((candidate) => isProgram(join(candidate, program)));
    if (folder !== undefined) return { path: join(folder, program), libraryPath: undefined };
  }
  return unpackedBinary(unpackFolder(places.cacheDir));
}

/** The folder inside the cache that holds the unpacked packages of this processor type. */
export function unpackFolder(cacheDir: string): string {
  return join(cacheDir, `redis-${process.platform}-${process.arch}`);
}

/** The server inside a folder of unpacked packages, with its library path; undefined if none. */
export function unpackedBinary(root: string): RedisBinary | undefined {
  for (const program of PROGRAMS) {
    const path = join(root, 'usr', 'bin', program);
    if (isProgram(path)) return { path, libraryPath: libraryFolders(root).join(delimiter) };
  }
  return undefined;
}

function libraryFolders(root: string): string[] {
  return ['lib', join('usr', 'lib')].flatMap((base) => {
    const parent = join(root, base);
    return [parent, ...subfolders(parent)].filter(holdsLibraries);
  });
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

function holdsLibraries(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.includes('.so'));
  } catch {
    return false;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
