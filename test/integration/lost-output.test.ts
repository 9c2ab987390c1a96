import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const binary = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
const made = { id: 'key-1', key: 'jg_secret', role: 'service', accounts: [] };

let folder: string;
let gateway: Server;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jg-lost-'));
  gateway = createServer((socket) => {
    socket.on('data', () => socket.end(`${JSON.stringify({ ok: true, result: made })}\n`));
  });
  await new Promise<void>((resolve) => void gateway.listen(join(folder, 'gateway.sock'), resolve));
});
afterEach(async () => {
  await new Promise<void>((resolve) => void gateway.close(() => resolve()));
  rmSync(folder, { recursive: true });
});

/** Runs the binary with its stdout on a disk that is always full. */
function runOnFullDisk(...args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [binary, ...args], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code: code ?? -1, stderr }));
  });
}

it.each([[[]], [['--json']]])(
  'names the key that nobody can read, so that it can be revoked: %j',
  async (more) => {
    const run = await runOnFullDisk('admin', 'key', 'create', '--data-dir', folder, ...more);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('key-1') });
    expect(run.stderr).toContain('ENOSPC');
    expect(run.stderr).toContain('revokeApiKey');
    expect(run.stderr).not.toContain('jg_secret');
  },
);

it('does not call a command done whose data are lost', async () => {
  const run = await runOnFullDisk('sim', '--help');
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOSPC') });
});

it('explains a data folder that cannot be looked into', async () => {
  const loop = join(folder, 'loop');
  symlinkSync(loop, loop);
  const run = await runCli('admin', 'key', 'create', '--data-dir', loop);
  expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('ELOOP') });
  expect(run.stderr.trim().split('\n')).toHaveLength(3);
});
