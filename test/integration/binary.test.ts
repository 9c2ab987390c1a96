import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askLocalGateway } from '../../src/cli/gateway-socket.ts';
import { acquireLock } from '../../src/store/redis/lock.ts';

const entry = resolve('bin/joulegate.mjs');
const childModule = resolve('src/cli/child.ts');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jg-bin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function joulegate(args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
  });
  return { status, stdout, lines: stderr.trim().split('\n') };
}

describe('the joulegate binary', () => {
  it('lists its commands on stdout', () => {
    const { status, stdout } = joulegate(['--help']);
    expect(status).toBe(0);
    for (const name of ['start', 'demo', 'sim', 'admin', 'installer']) {
      expect(stdout).toContain(`  ${name}`);
    }
  });

  it.each([[['fly']], [['sim', 'toaster']], [['start', '--fast']], [['sim']]])(
    'answers %j with three lines and code 2',
    (args) => {
      const { status, lines, stdout } = joulegate(args);
      expect({ status, count: lines.length, stdout }).toEqual({ status: 2, count: 3, stdout: '' });
      expect(lines[2]).toMatch(/^type: (npm run \w+ --|node bin\/joulegate.mjs) /);
    },
  );

  it('lists every configuration fault, starts nothing and ends with 78', () => {
    const { status, lines } = joulegate(['start'], { HTTP_PORT: 'x', TIME_SCALE: '0' });
    expect(status).toBe(78);
    expect(lines[0]).toBe('2 configuration faults, nothing was started');
    expect(lines.filter((line) => /^ {2}(HTTP_PORT|TIME_SCALE): /.test(line))).toHaveLength(2);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('hands the arguments of a simulator through, and its exit code back', () => {
    const help = joulegate(['sim', 'charger', '--help']);
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('--plugged');
    expect(joulegate(['sim', 'charger', '--soc', 'full']).status).toBe(2);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('forwards %s to its child and ends with %i', async (signal, code) => {
    const program = `
      const { runChild } = await import(${JSON.stringify(childModule)});
      const script = 'setInterval(() => {}, 1000); process.stdout.write("up")';
      process.exit(await runChild(process.execPath, ['-e', script]));
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(parent.stdout, 'data');
    parent.kill(signal);
    expect(await once(parent, 'exit')).toEqual([code, null]);
  });

  it('runs itself again with the Node that npm brought when the one in use is too old', () => {
    // A stand-in for an old Node: the guard reads process.versions.node, the second run does not.
    const pretend = 'Object.defineProperty(process.versions, "node", { value: "20.20.2" })';
    const run = (environment: Record<string, string>) =>
      spawnSync(process.execPath, ['--import', `data:text/javascript,${pretend}`, entry, 'fly'], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...environment },
      });
    expect(run({})).toMatchObject({ status: 2, stderr: expect.stringContaining('fly') });
    expect(run({ JOULEGATE_RERUN: '1' })).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('joulegate needs Node 24'),
    });
  });
});

describe('asking the gateway of this machine', () => {
  const ask = (dataDir: string) =>
    askLocalGateway({ dataDir, request: { command: 'key create' }, timeoutMs: 1_000 });

  it('gives the result, or the refusal in the gateway’s own words', async () => {
    const lock = await acquireLock(folder);
    try {
      await expect(ask(folder)).rejects.toMatchObject({
        failure: { why: 'the gateway is still starting', exitCode: 5 },
      });
      lock.serve(async () => ({ key: 'shown once' }));
      expect(await ask(folder)).toEqual({ key: 'shown once' });
    } finally {
      await lock.release();
    }
  });

  it('finds the socket of an over-long data folder', async () => {
    const deep = join(folder, 'd'.repeat(70), 'e'.repeat(70));
    const lock = await acquireLock(deep);
    lock.serve(async () => 'found');
    try {
      expect(await ask(deep)).toBe('found');
    } finally {
      await lock.release();
      rmSync(resolve(lock.socketPath, '..'), { recursive: true });
    }
  });

  it('says how to start one when nobody answers', async () => {
    await expect(ask(join(folder, 'nowhere'))).rejects.toMatchObject({
      failure: { exitCode: 3, remedy: expect.stringContaining('npm start') },
    });
  });
});
