import type { FileMap } from './source-files.ts';

const LINES_MAX = 300;
const FUNCTION_LINES_MAX = 60;
const COLUMNS_MAX = 100;
const EMPTY_NAMES = /^(utils?|helpers?|managers?|services?|common)$/;
/** The formatter leaves the path of an import on one line. */
const UNBREAKABLE = /^(import|export|\}) .*from '[^']+';$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

type Check = (path: string, lines: readonly string[]) => string[];

/** Every breach of the style guide's countable rules in TypeScript files, one line each. */
export function untidyCode(files: FileMap): string[] {
  const checks: Check[] = [tooLong, tooWide, badName, badWords, longFunctions, undocumented];
  return [...files]
    .filter(([path]) => !isGenerated(path))
    .flatMap(([path, text]) => checks.flatMap((check) => check(path, text.trimEnd().split('\n'))));
}

/** Every trace of one machine, or of a download address, in files of any kind. */
export function untidyFiles(files: FileMap): string[] {
  return [...files].flatMap(([path, text]) => [
    ...machinePaths(path, text),
    ...addresses(path, text),
  ]);
}

function isGenerated(path: string): boolean {
  return /(^|[/.])generated\.ts$/.test(path);
}

function isProduct(path: string): boolean {
  return path.startsWith('src/') || path.startsWith('simulators/');
}

function tooLong(path: string, lines: readonly string[]): string[] {
  if (lines.length <= LINES_MAX || /schema[^/]*\.ts$/.test(path)) return [];
  return [`${path} has ${lines.length} lines, over ${LINES_MAX}`];
}

function tooWide(path: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, index) =>
    line.length > COLUMNS_MAX && !UNBREAKABLE.test(line)
      ? [`${path}:${index + 1} has ${line.length} columns`]
      : [],
  );
}

function badName(path: string): string[] {
  const [file, ...folders] = path.split('/').reverse();
  const base = file!.replace(/(\.test|\.config)?\.(ts|mjs)$/, '');
  const names = [base, ...folders];
  return [
    ...names
      .filter((name) => !KEBAB.test(name))
      .map((name) => `${path}: ${name} is not kebab-case`),
    ...names
      .filter((name) => name.split('-').some((word) => EMPTY_NAMES.test(word)))
      .map((name) => `${path}: ${name} says nothing about its subject`),
  ];
}

// Built from halves, so that this file does not find itself.
const NOTE = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);

const BAD_CODE: readonly { pattern: RegExp; says: string }[] = [
  { pattern: /^\s*(export\s+)?(declare\s+)?(const\s+)?enum\s+\w/, says: 'an enum' },
  { pattern: /(:|\bas|<|\||,)\s*any\b(?!\s+\w)|\bany\[\]/, says: 'any' },
  { pattern: /\b(it|test|describe)\.(only|skip|todo)\b/, says: 'a focused or skipped test' },
];

function badWords(path: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const code = codeOf(line);
    const says = BAD_CODE.filter(({ pattern }) => pattern.test(code)).map((bad) => bad.says);
    if (NOTE.test(line)) says.push('a note to do something');
    return says.map((what) => `${path}:${index + 1} has ${what}`);
  });
}

/** The line without comments, and without what stands in quotes or in a regular expression. */
function codeOf(line: string): string {
  if (/^\s*(\*|\/\*|\/\/)/.test(line)) return '';
  const withoutText = line.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, "''");
  return withoutText.replace(/\s\/\/.*$/, '').replace(/\/(?:[^/\\]|\\.)+\/[gimsuy]*/g, "''");
}

/**
 * Counts by indentation, which the formatter guarantees: a function ends at the first line with
 * the indentation of its head that begins with a brace and opens nothing new.
 */
function longFunctions(path: string, lines: readonly string[]): string[] {
  if (!isProduct(path)) return [];
  return lines.flatMap((line, start) => {
    if (!opensFunction(line)) return [];
    const length = functionEnd(lines, start) - start + 1;
    return length > FUNCTION_LINES_MAX
      ? [`${path}:${start + 1} is a function of ${length} lines`]
      : [];
  });
}

function opensFunction(line: string): boolean {
  const text = line.trim();
  if (/\bfunction\b.*[({]$/.test(text) || /=>\s*\{$/.test(text)) return true;
  const isControl = /^(if|for|while|switch|catch|return|else|do|try)\b/.test(text);
  return !isControl && /^((async|static|get|set|override)\s+)*[#\w]+(<.*>)?\(.*\{$/.test(text);
}

function functionEnd(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start]!);
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index]!;
    const isEnd = indentOf(line) === indent && /^\s*\}/.test(line) && !line.trimEnd().endsWith('{');
    if (isEnd) return index;
  }
  return lines.length - 1;
}

function indentOf(line: string): number {
  return line.trim() === '' ? -1 : line.length - line.trimStart().length;
}

const EXPORT =
  /^export (?:(?:default|abstract|async) )*(?:const|let|function\*?|class|interface|type) (\w+)/;

function undocumented(path: string, lines: readonly string[]): string[] {
  if (!isProduct(path)) return [];
  return lines.flatMap((line, index) => {
    const name = EXPORT.exec(line)?.[1];
    const isDocumented = lines[index - 1]?.trimEnd().endsWith('*/') ?? false;
    return name === undefined || isDocumented
      ? []
      : [`${path}:${index + 1} exports ${name} without a line that says what it is`];
  });
}

const MACHINE_PATH = new RegExp(
  `(^|[^A-Za-z0-9_.])/(${['work', 'root', 'home'].join('|')})/[\\w.]`,
);

function machinePaths(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      MACHINE_PATH.test(line) ? [`${path}:${index + 1} names a path of one machine`] : [],
    );
}

/** A lockfile with addresses would tie every install to one mirror. */
function addresses(path: string, text: string): string[] {
  if (!path.endsWith('package-lock.json')) return [];
  return /"resolved"|registry\.[\w-]+\.|\.tgz"/.test(text)
    ? [`${path} holds a download address`]
    : [];
}
