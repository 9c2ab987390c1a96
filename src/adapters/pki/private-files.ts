import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const folderMode = 0o700;
/** Certificates are public; the folder above them is not, and a copy of it should be usable. */
const fileModes = { key: 0o600, certificate: 0o644 };

/** The text of some files by name; names that end in `.key` are readable by their owner only. */
export type FileTexts = Readonly<Record<string, string>>;

/**
 * Makes a folder with all of these files or not at all, also when the process dies midway.
 * @throws Error `ENOTEMPTY` when the folder is there and holds anything.
 */
export function makeFolderWith(folder: string, files: FileTexts): void {
  removeLeftovers(folder);
  const draft = `${folder}.new-${randomBytes(6).toString('hex')}`;
  mkdirSync(draft, { mode: folderMode });
  for (const [name, text] of Object.entries(files)) write(join(draft, name), text);
  renameSync(draft, folder);
  syncFolder(dirname(folder));
}

/** Writes files so that each is old or new, never half; the last one is the last to change. */
export function replaceFiles(folder: string, files: FileTexts): void {
  for (const [name, text] of Object.entries(files)) {
    const draft = join(folder, `.${name}.new`);
    rmSync(draft, { force: true });
    write(draft, text);
    renameSync(draft, join(folder, name));
  }
  syncFolder(folder);
}

function write(file: string, text: string): void {
  const mode = file.includes('.key') ? fileModes.key : fileModes.certificate;
  const descriptor = openSync(file, 'wx', mode);
  try {
    fchmodSync(descriptor, mode);
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Drafts of a start that died; the gateway's lock keeps two starts from meeting here. */
function removeLeftovers(folder: string): void {
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(folder)}.new-`))
      rmSync(join(parent, name), { recursive: true });
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
