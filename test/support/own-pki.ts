import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPki, type Pki, type PkiSettings } from '../../src/adapters/pki/pki.ts';
import { parseEuid } from '../../src/domain/identity.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { type MemoryLog, makeMemoryLog } from './memory-log.ts';
import { makeRealClock } from './real-clock.ts';

/** A data folder with the gateway's own certificate authorities in it. */
export type OwnPki = {
  /** DATA_DIR. */
  readonly path: string;
  readonly log: MemoryLog;
  /** Opens them, again too, as a start does. */
  open(settings?: Partial<PkiSettings>, clock?: Clock): Promise<Pki>;
  /** Writes a file into the data folder and returns its path. */
  file(name: string, text: string): string;
  /** Runs OpenSSL in the data folder; what it says. @throws when it fails. */
  openssl(...args: string[]): string;
  /** Stops what was opened, and removes the folder. */
  remove(): void;
};

/** The controller of these tests. */
export const testEuid = parseEuid('00:1e:5e:00:00:00:00:2a')!;

/** Makes a folder; nothing is opened yet. */
export function makeOwnPki(): OwnPki {
  const path = mkdtempSync(join(tmpdir(), 'jg-pki-'));
  const log = makeMemoryLog();
  const opened: Pki[] = [];
  return {
    path,
    log,
    async open(settings = {}, clock = makeRealClock()) {
      const given = { dataDir: path, deviceDays: 90, clientCaFile: null, server: null };
      const pki = await openPki({ ...given, ...settings }, { clock, log });
      opened.push(pki);
      return pki;
    },
    file(name, text) {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    openssl: (...args) => runOpenssl(path, args),
    remove() {
      for (const pki of opened) pki.stop();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Runs OpenSSL in a folder; what it says. @throws when it fails. */
export function runOpenssl(folder: string, args: readonly string[]): string {
  return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

/** Whether this machine has OpenSSL, a reader of certificates that is not ours. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
