import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Proves that the tests see faults: each patch of this folder breaks one promise of the design, and
 * the test that its first line names (`# promise | file | name`) must fail with it and pass
 * without. Works on a copy of the tree; the tree itself is never touched.
 */

type Fault = {
  readonly name: string;
  readonly patch: string;
  readonly promise: string;
  readonly file: string;
  readonly test: string;
};

/** What became of a test: `absent` when no test of that name ran. */
type Seen = 'passed' | 'failed' | 'absent';

type Assertions = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

const root = join(import.meta.dirname, '..', '..');
const testMaxMs = 120_000;

function readFaults(): readonly Fault[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.patch'));
  return files.sort().map((file) => {
    const patch = join(import.meta.dirname, file);
    const [head = ''] = readFileSync(patch, 'utf8').split('\n');
    const [promise = '', testFile = '', test = ''] = head.replace(/^#\s*/, '').split(' | ');
    return { name: file.replace('.patch', ''), patch, promise, file: testFile, test };
  });
}

/** Everything that tests need, with the installed packages linked. */
function copyTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'jg-faults-'));
  const isLeftOut = /^(node_modules|\.git|data|coverage)$/;
  for (const entry of readdirSync(root).filter((name) => !isLeftOut.test(name))) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function apply(copy: string, fault: Fault, direction: readonly string[]): boolean {
  const args = ['apply', '--whitespace=nowarn', ...direction, fault.patch];
  // Without this git would look for a repository above and skip what lies outside of it.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir(), GIT_DIR: '/dev/null' };
  const { status, stderr } = spawnSync('git', args, { cwd: copy, env, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`${fault.name}: ${stderr}`);
  return status === 0;
}

/** Runs a file, or its tests whose name is like that; what became of each, by full name. */
function runTests(copy: string, file: string, name: string | null): ReadonlyMap<string, Seen> {
  const report = join(copy, 'faults-report.json');
  rmSync(report, { force: true });
  const project = file.split('/')[1] ?? '';
  // Vitest matches against "suite > test", its report names the same test "suite test".
  const pattern = name?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ >]+');
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const flags = ['--reporter=json', `--outputFile=${report}`];
  const only = pattern === undefined ? [] : ['-t', pattern];
  spawnSync(process.execPath, [vitest, 'run', '--project', project, file, ...flags, ...only], {
    cwd: copy,
    timeout: testMaxMs,
    stdio: 'ignore',
  });
  return readOutcomes(report);
}

function readOutcomes(report: string): ReadonlyMap<string, Seen> {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Assertions;
    const all = testResults.flatMap((result) => result.assertionResults);
    return new Map(all.map(({ fullName, status }) => [fullName.trim(), toSeen(status)]));
  } catch {
    return new Map();
  }
}

function toSeen(status: string): Seen {
  return status === 'passed' || status === 'failed' ? status : 'absent';
}

/** What is wrong with a planted fault, or `seen`. */
function prove(copy: string, fault: Fault, sound: ReadonlyMap<string, Seen>): string {
  const before = sound.get(fault.test) ?? 'absent';
  if (before !== 'passed') return `the test ${before} without the fault`;
  if (!apply(copy, fault, [])) return 'the patch does not apply';
  try {
    const after = runTests(copy, fault.file, fault.test).get(fault.test) ?? 'absent';
    return after === 'failed' ? 'seen' : `NOT SEEN: the test ${after} with the fault`;
  } finally {
    apply(copy, fault, ['--reverse']);
  }
}

function main(): number {
  const wanted = process.argv.slice(2);
  const faults = readFaults().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const copy = copyTree();
  const rows: string[][] = [];
  /** What became of the tests without any fault: each file is run once. */
  const sound = new Map<string, ReadonlyMap<string, Seen>>();
  process.once('SIGINT', () => {
    rmSync(copy, { recursive: true, force: true });
    process.exit(130);
  });
  try {
    for (const [index, fault] of faults.entries()) {
      const { file } = fault;
      if (!sound.has(file)) sound.set(file, runTests(copy, file, null));
      const result = prove(copy, fault, sound.get(file) ?? new Map());
      process.stderr.write(`[${index + 1}/${faults.length}] ${fault.name}: ${result}\n`);
      rows.push([fault.promise, fault.name, result]);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  for (const row of rows.sort()) {
    const [promise = '', name = '', result = ''] = row;
    process.stdout.write(`${promise.padEnd(38)}${name.padEnd(28)}${result}\n`);
  }
  return rows.length > 0 && rows.every(([, , result]) => result === 'seen') ? 0 : 1;
}

process.exitCode = main();
