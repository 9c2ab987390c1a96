import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the PKI that cannot be used, for whoever starts the gateway. */
export class PkiFault extends Error {
  readonly file: string;
  readonly remedy: string;

  constructor(file: string, why: string, remedy: string) {
    super(why);
    this.name = 'PkiFault';
    this.file = file;
    this.remedy = remedy;
  }
}

/** The folder of certificates and keys: owner only. @throws the system's error. */
export function openPkiDir(dataDir: string): string {
  const folder = join(dataDir, 'pki');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** The text of a file, or `null` when there is none. @throws PkiFault when it cannot be read. */
export function readIfThere(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'an error';
    throw new PkiFault(file, `it cannot be read (${code})`, 'correct its owner and rights');
  }
}

/** Writes whole or not at all; a key is readable by its owner only. */
export function writeWhole(file: string, text: string, secrecy: 'public' | 'secret'): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  writeFileSync(draft, text, { mode: secrecy === 'secret' ? 0o600 : 0o644 });
  renameSync(draft, file);
}
