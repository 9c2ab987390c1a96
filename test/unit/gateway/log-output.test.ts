import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { openLogOutput } from '../../../src/gateway/log-output.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'jg-log-'));
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('writes lines together, a moment after the first, and at once when it is told to', () => {
  const path = join(folder, 'log');
  const clock = makeFakeClock();
  // The test's own process must not keep the listener.
  vi.spyOn(process, 'on').mockReturnValue(process);
  const output = openLogOutput(clock, openSync(path, 'a'));
  const read = () => readFileSync(path, 'utf8');

  output.write('a\n');
  output.write('b\n');
  expect([read(), clock.pendingCount]).toEqual(['', 1]);
  clock.advance(20);
  expect([read(), clock.pendingCount]).toEqual(['a\nb\n', 0]);
  output.write('c\n');
  output.flush();
  expect(read()).toBe('a\nb\nc\n');
});

const module = new URL('../../../src/gateway/log-output.ts', import.meta.url).href;
const clock = '{ after: (ms, callback) => setTimeout(callback, ms).unref() }';

it.each([
  ['ends by itself', '', 0],
  ['is told to exit', 'process.exit(3);', 3],
  ['falls over an exception', 'throw new Error("a bug");', 1],
])('loses no line of a process that %s', (_how, ending, code) => {
  const program = `import { openLogOutput } from '${module}';
    const output = openLogOutput(${clock}, 2);
    for (let line = 1; line <= 2000; line += 1) output.write('line ' + line + '\\n');
    ${ending}`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  const lines = child.stderr.toString().split('\n');
  expect(lines.filter((line) => line.startsWith('line '))).toHaveLength(2_000);
  expect(child.status).toBe(code);
});

it('never holds up a process whose log nobody reads any more', async () => {
  const program = `import { openLogOutput } from '${module}';
    const output = openLogOutput(${clock}, 2);
    process.stdin.once('data', () => {
      for (let line = 1; line <= 2000; line += 1) output.write('line ' + line + '\\n');
      output.flush();
      output.write('one more');
      setTimeout(() => process.exit(7), 50);
    });
    process.stdout.write('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  await once(child.stdout, 'data');
  child.stderr.destroy();
  child.stdin.write('go');
  expect(await once(child, 'exit')).toEqual([7, null]);
});
