import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, type GatewayLock } from '../../src/store/redis/lock.ts';

let dataDir: string;
let held: GatewayLock[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'jg-lock-'));
});

afterEach(async () => {
  for (const lock of held) await lock.release();
  held = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function acquire(): Promise<GatewayLock> {
  const lock = await acquireLock(dataDir);
  held.push(lock);
  return lock;
}

/** Sends text to the lock's socket and returns the first line, or '' when it was closed. */
function say(socketPath: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(socketPath, () => socket.write(text));
    socket.on('data', (chunk) => {
      received += chunk;
      if (received.includes('\n')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(received.trim()));
  });
}

describe('the lock of a data folder', () => {
  it('names the pid of the gateway that holds it', async () => {
    await acquire();
    await expect(acquire()).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(`pid ${process.pid}`),
      remedy: expect.stringContaining(`kill ${process.pid}`),
    });
  });

  it('is free again after its release', async () => {
    await (await acquire()).release();
    held = [];
    await expect(acquire()).resolves.toBeDefined();
  });

  it('removes the socket file of a dead owner', async () => {
    writeFileSync(join(dataDir, 'gateway.sock'), '');
    await expect(acquire()).resolves.toBeDefined();
  });

  it('is refused while somebody listens who does not answer', async () => {
    const mute = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => mute.listen(join(dataDir, 'gateway.sock'), resolve));
    await expect(acquire()).rejects.toMatchObject({ exitCode: 78 });
    await new Promise((resolve) => mute.close(resolve));
  });

  it('goes to exactly one of several that ask together', async () => {
    const results = await Promise.allSettled([acquire(), acquire(), acquire()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('can be reached by its own user only', async () => {
    const { socketPath } = await acquire();
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
  });
});

describe('the local commands', () => {
  it('are answered by the plugged-in handler, in order', async () => {
    const lock = await acquire();
    lock.serve(async (request) => ({ made: request['name'] }));
    const answer = await say(lock.socketPath, '{"command":"key create","name":"one"}\n');
    expect(JSON.parse(answer)).toEqual({ ok: true, result: { made: 'one' } });
  });

  it('are refused in words during the start, and when the handler throws', async () => {
    const lock = await acquire();
    const early = await say(lock.socketPath, '{"command":"key create"}\n');
    expect(JSON.parse(early)).toEqual({ ok: false, error: 'the gateway is still starting' });
    lock.serve(async () => {
      throw new Error('no such role');
    });
    const refused = await say(lock.socketPath, '{"command":"key create"}\n');
    expect(JSON.parse(refused)).toEqual({ ok: false, error: 'no such role' });
  });

  it.each(['nonsense\n', '[]\n', 'null\n', '"who"\n'])('survive %j', async (line) => {
    const lock = await acquire();
    expect(JSON.parse(await say(lock.socketPath, line))).toMatchObject({ ok: false });
  });

  it('end a connection whose line never ends', async () => {
    const lock = await acquire();
    expect(await say(lock.socketPath, 'x'.repeat(70_000))).toBe('');
  });
});
