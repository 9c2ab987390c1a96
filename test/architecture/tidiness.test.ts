import { describe, expect, it } from 'vitest';
import { readTree, within } from './source-files.ts';
import { untidyCode, untidyFiles } from './tidiness.ts';

const tree = readTree();
const code = within(tree, ['src', 'simulators', 'test', 'bench']);

function untidy(path: string, text: string): string[] {
  return untidyCode(new Map([[path, text]]));
}

function untidyFile(path: string, text: string): string[] {
  return untidyFiles(new Map([[path, text]]));
}

function functionOf(lines: number): string {
  const body = Array.from({ length: lines - 2 }, () => '  step();');
  return ['function long() {', ...body, '}'].join('\n');
}

function methodOf(lines: number): string {
  const head = 'async run(a: B): Promise<C>';
  const method = functionOf(lines).replace('function long()', head).replace(/^/gm, '  ');
  return `class A {\n${method}\n}`;
}

describe('this code', () => {
  it('keeps the countable rules of the style guide', () => {
    expect(untidyCode(code)).toEqual([]);
  });

  it('names no path of one machine and no download address', () => {
    expect(untidyFiles(tree)).toEqual([]);
  });
});

describe('tidiness', () => {
  const documented = '/** A thing. */\nexport';
  const slash = '/';

  it.each([
    ['a file of 301 lines', 'src/a.ts', 'x();\n'.repeat(301)],
    ['a line of 101 columns', 'src/a.ts', `x('${'y'.repeat(96)}');`],
    ['a function of 61 lines', 'src/a.ts', functionOf(61)],
    [
      'a long arrow function',
      'src/a.ts',
      functionOf(61).replace('function long()', 'const a = () =>'),
    ],
    ['a long method', 'src/a.ts', methodOf(61)],
    [
      'a long function whose parameters take lines',
      'src/a.ts',
      functionOf(61).replace('long() {', 'long(\n  a: A,\n) {'),
    ],
    ['a file called utils', 'src/utils.ts', ''],
    ['a folder called common', 'src/common/a.ts', ''],
    ['a file that ends in helpers', 'test/test-helpers.ts', ''],
    ['a name in camel case', 'src/laneWorker.ts', ''],
    ['an enum', 'src/a.ts', `${documented} enum A { B }`],
    ['a const enum', 'src/a.ts', 'const enum A { B }'],
    ['any as a type', 'src/a.ts', 'const a: any = 1;'],
    ['any by a cast', 'src/a.ts', 'run(a as any);'],
    ['any as an argument', 'src/a.ts', 'const a = new Map<string, any>();'],
    ['a note to do something', 'src/a.ts', `// ${'TO'}DO later`],
    ['a focused test', 'test/unit/a.test.ts', "it.only('x', () => {});"],
    ['a skipped test', 'test/unit/a.test.ts', "describe.skip('x', () => {});"],
    ['an export without a docstring', 'src/a.ts', 'export const a = 1;'],
    ['an async function without one', 'simulators/lib/a.ts', 'export async function a() {}'],
  ])('catches %s', (_what, path, text) => {
    expect(untidy(path, text)).toHaveLength(1);
  });

  it.each([
    ['a function of 60 lines', 'src/a.ts', functionOf(60)],
    ['a long test', 'test/unit/a.test.ts', functionOf(90)],
    [
      'the word any in prose',
      'src/a.ts',
      '// as any reader would expect\nsay("is any left: any");',
    ],
    ['a documented export', 'src/a.ts', `${documented} const a = 1;`],
    ['an undocumented export of a test', 'test/support/a.ts', 'export const a = 1;'],
    ['a re-export', 'src/a.ts', "export { b } from './b.ts';"],
    ['generated code', 'src/gateway/graphql/generated.ts', 'export const a: any = 1;'],
    ['a long schema', 'src/config/schema.ts', 'x();\n'.repeat(400)],
  ])('lets %s pass', (_what, path, text) => {
    expect(untidy(path, text)).toEqual([]);
  });

  it.each([
    ['a home folder', 'README.md', `cd ${slash}home/somebody`],
    ['a work folder', 'src/a.ts', `read('${slash}work/main')`],
    ['the folder of root', '.ci/run', `ls ${slash}root/.cache`],
    ['an address in the lockfile', 'package-lock.json', '"resolved": "x"'],
    ['a registry in the lockfile', 'package-lock.json', '"url": "https://registry.npmjs.org/x"'],
  ])('catches %s', (_what, path, text) => {
    expect(untidyFile(path, text)).toHaveLength(1);
  });

  it.each([
    ['a word with a slash', 'docs/a.md', 'network/root/cause and https://host/home/page'],
    ['a route of ours', 'src/a.ts', "'/console'"],
    ['an address of a sponsor', 'package-lock.json', '"url": "https://opencollective.com/x"'],
  ])('lets %s pass', (_what, path, text) => {
    expect(untidyFile(path, text)).toEqual([]);
  });
});
