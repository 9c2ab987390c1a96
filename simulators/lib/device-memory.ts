import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, UsageError } from './errors.ts';

/** What a device keeps over a restart of its process, by name; every value is JSON. */
export interface DeviceMemory {
  /** The kept value, or undefined. */
  load(name: string): unknown;
  /** Keeps a value; undefined forgets it. It is on disk when this returns. */
  save(name: string, value: unknown): void;
}

/**
 * One file `{dir}/{id}.json` for each device, mode 0600: it holds private keys. Without a folder
 * nothing outlives the process. Throws UsageError when the folder or the file cannot be used.
 */
export function openMemory(dir: string | undefined, id: string): DeviceMemory {
  if (dir === undefined) return inMemory(new Map());
  const file = join(dir, `${id}.json`);
  try {
    makeFolder(resolve(dir));
    const kept = new Map(Object.entries(Object(JSON.parse(textOf(file)))));
    const keep = () => write(file, kept);
    // Now rather than at the first thing to keep, when nobody looks.
    keep();
    return inMemory(kept, keep);
  } catch (cause) {
    throw new UsageError(`--state ${dir}: ${messageOf(cause)}`, { cause });
  }
}

/** Whoever is killed between the two leaves the old file whole. */
function write(file: string, kept: ReadonlyMap<string, unknown>): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
  renameSync(fresh, file);
}

function inMemory(kept: Map<string, unknown>, changed: () => void = () => {}): DeviceMemory {
  return {
    load: (name) => kept.get(name),
    save(name, value) {
      if (value === undefined) kept.delete(name);
      else kept.set(name, value);
      changed();
    },
  };
}

/** One folder after the other: Node's recursive mkdir never ends on a path such as /proc/x. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // Another process may have made it meanwhile.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    const { code } = Object(cause) as { code?: string };
    const why = code === 'EEXIST' ? 'a file stands there' : code;
    throw new Error(`the folder ${folder} cannot be made (${why})`, { cause });
  }
}

/** The text of a file; of one that is not there yet an empty object. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (Object(cause).code === 'ENOENT') return '{}';
    throw cause;
  }
}
