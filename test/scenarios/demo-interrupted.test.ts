import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testBinaryPlaces } from '../support/redis-binary.ts';
import { waitFor } from '../support/wait-for.ts';

const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));

/** A temporary folder of the demo's own, so that what it leaves behind can be seen. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jg-int-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a demo that would stay up. What it says on stderr is collected. */
function startDemo(args: readonly string[]): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [entry, 'demo', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TMPDIR: folder,
      TIME_SCALE: '20',
      HTTP_PORT: '0',
      OCPP_PORT: '0',
      MQTT_PORT: '0',
      XDG_CACHE_HOME: join(testBinaryPlaces().cacheDir, '..'),
    },
  });
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { child, said: () => text };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return await new Promise((resolve) => child.once('close', resolve));
}

test.each([
  { moment: 'starting the gateway', code: 130 },
  { moment: 'QUEUED', code: 130 },
  { moment: 'stays up until Ctrl-C', code: 0 },
])('the demo told to stop at "$moment" leaves nothing behind', async ({ moment, code }) => {
  const { child, said } = startDemo([]);
  await waitFor(() => said().includes(moment), moment, 30_000);
  child.kill('SIGTERM');
  expect(await endOf(child)).toBe(code);
  expect(said()).toContain('stopping the devices and the gateway');
  expect(readdirSync(folder).filter((name) => name.startsWith('jg-demo-'))).toEqual([]);
});

test('a demo whose reader has gone still stops what it started', async () => {
  const { child } = startDemo(['--once', '--json']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  expect(await endOf(child)).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith('jg-demo-'))).toEqual([]);
});
