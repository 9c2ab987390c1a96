import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Files of a tree by their path from its root, with forward slashes. */
export type FileMap = ReadonlyMap<string, string>;

const NEVER_READ = new Set(['node_modules', '.git', 'data', 'dist', 'coverage', '.cache']);
const TEXT = new Set(
  '.ts .mjs .json .md .graphql .lua .yml .yaml .sh .example .patch .txt .html .css'.split(' '),
);
const TEXT_WITHOUT_EXTENSION = new Set(['Dockerfile', 'run', '.gitignore', '.npmrc']);

/** Every text file under `folder`, without what is installed, built or stored. */
export function readTree(folder = '.'): FileMap {
  const files = new Map<string, string>();
  collect(folder, '', files);
  return files;
}

function collect(folder: string, prefix: string, files: Map<string, string>): void {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!NEVER_READ.has(entry.name)) collect(folder, path, files);
    } else if (TEXT.has(extname(entry.name)) || TEXT_WITHOUT_EXTENSION.has(entry.name)) {
      files.set(path, readFileSync(join(folder, path), 'utf8'));
    }
  }
}

/** The part of a tree that lies in one of the folders and ends as told. */
export function within(files: FileMap, folders: readonly string[], ending = '.ts'): FileMap {
  const isWithin = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
  return new Map([...files].filter(([path]) => isWithin(path) && path.endsWith(ending)));
}
