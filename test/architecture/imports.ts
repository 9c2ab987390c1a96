import { posix } from 'node:path';

/** One import or re-export of a file. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the root for a file of ours, else undefined. */
  readonly file: string | undefined;
  /** Name of the package (`@scope/name`), or `node:x`; undefined for a file of ours. */
  readonly library: string | undefined;
}

const STATEMENT = /^\s*(?:import|export)\s+(?:type\s+)?[\w\s{},*$]+?\s+from\s+['"]([^'"]+)['"]/gm;
const SIDE_EFFECT = /^\s*import\s+['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of one file: static, for types, for side effects, and dynamic with a fixed name. */
export function importsOf(path: string, text: string): Import[] {
  const found = [STATEMENT, SIDE_EFFECT, DYNAMIC].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1]!),
  );
  return found.map((specifier) => ({
    specifier,
    file: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined,
    library: specifier.startsWith('.') ? undefined : libraryOf(specifier),
  }));
}

function libraryOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}
