import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const kept = readFile(dir, file);
  return inMemory(kept, () => {
    // Whoever is killed between the two leaves the old file whole.
    const fresh = `${file}.new`;
    writeFileSync(fresh, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
    renameSync(fresh, file);
  });
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

function readFile(dir: string, file: string): Map<string, unknown> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return new Map(Object.entries(Object(JSON.parse(readFileSync(file, 'utf8')))));
  } catch (cause) {
    if (Object(cause).code === 'ENOENT') return new Map();
    throw new UsageError(`--state ${dir}: ${messageOf(cause)}`, { cause });
  }
}
