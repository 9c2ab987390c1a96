import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testBinaryPlaces } from '../support/redis-binary.ts';

const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));

type Step = {
  readonly command: string;
  readonly transactionId: string;
  readonly status: string;
  readonly evidence: { readonly value: unknown } | null;
};

/** Runs the demo to its end, as a newcomer would, only with other windows. */
async function runDemo(timeScale: number, args: readonly string[]) {
  const child = spawn(process.execPath, [entry, 'demo', '--once', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TIME_SCALE: String(timeScale),
      XDG_CACHE_HOME: join(testBinaryPlaces().cacheDir, '..'),
    },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stderr: text.stderr, steps: JSON.parse(text.stdout) as Step[] };
}

test('the demo ends with code 0 after six commands, each proved by its device', async () => {
  const { code, steps } = await runDemo(20, []);

  expect(code).toBe(0);
  expect(steps).toHaveLength(6);
  for (const { command, status, evidence, transactionId } of steps) {
    expect({ command, status }).toEqual({ command, status: 'SUCCEEDED' });
    expect(evidence).not.toBeNull();
    expect(transactionId).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(new Set(steps.map(({ transactionId }) => transactionId)).size).toBe(6);
});

test('with devices that do nothing the demo ends with code 1 and claims no success', async () => {
  const args = ['--faults', 'accept-nothing', '--wait', '6'];
  const { code, steps, stderr } = await runDemo(50, args);

  expect(code).toBe(1);
  expect(steps).toHaveLength(6);
  const read = Object.fromEntries(steps.map(({ command, status }) => [command, status]));
  expect(Object.values(read)).not.toContain('SUCCEEDED');
  expect(read).toMatchObject({ 'zone mode': 'FAILED', 'battery reserve': 'FAILED' });
  expect(stderr).toContain('not every command SUCCEEDED');
});
