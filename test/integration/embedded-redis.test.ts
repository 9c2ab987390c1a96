import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectFirst, makeCommandConnection } from '../../src/store/redis/connect.ts';
import {
  type EmbeddedRedis,
  type EmbeddedRedisOptions,
  startEmbeddedRedis,
} from '../../src/store/redis/embedded.ts';
import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';
import { isProcessAlive, waitForExit } from '../../src/store/redis/process-alive.ts';
import { spawnRedis } from '../../src/store/redis/spawn.ts';
import { redisPidAt } from '../support/redis.ts';
import { testBinaryPlaces } from '../support/redis-binary.ts';
import { waitFor } from '../support/wait-for.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
let dataDir: string;
let running: EmbeddedRedis[] = [];
let connections: Redis[] = [];

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'jg-data-')));
});

afterEach(async () => {
  for (const redis of connections) redis.disconnect();
  for (const redis of running) await redis.stop();
  connections = [];
  running = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(more: Partial<EmbeddedRedisOptions> = {}): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({
    dataDir,
    findBinary: () => fetchRedisBinary(testBinaryPlaces(), () => {}),
    maxMemory: '256mb',
    log: silent,
    onGiveUp: () => {},
    ...more,
  });
  running.push(redis);
  return redis;
}

async function open(socketPath: string): Promise<Redis> {
  const redis = makeCommandConnection({ socketPath }, { name: 'test', onError: () => {} });
  connections.push(redis);
  await redis.connect();
  return redis;
}

async function killAndWait(redis: EmbeddedRedis): Promise<void> {
  const pid = redis.pid();
  process.kill(pid, 'SIGKILL');
  await waitForExit(pid, 5_000);
}

describe('the embedded Redis', () => {
  it('starts with an fsync for each write and never evicts', async () => {
    const redis = await open((await start()).socketPath);
    const settings = await Promise.all(
      ['appendonly', 'appendfsync', 'maxmemory-policy', 'port', 'dir'].map(
        async (name) => ((await redis.config('GET', name)) as string[])[1],
      ),
    );
    expect(settings).toEqual(['yes', 'always', 'noeviction', '0', join(dataDir, 'redis')]);
  });

  it('keeps what it acknowledged, through SIGKILL and an orderly stop', async () => {
    const first = await start();
    await (await open(first.socketPath)).set('accepted', '1');
    const pid = first.pid();
    await killAndWait(first);
    await waitFor(() => first.pid() !== pid && first.state() === 'ready', 'Redis to be back');
    await first.stop();
    const second = await start();
    expect(await (await open(second.socketPath)).get('accepted')).toBe('1');
  });

  it('leaves no process behind when it is stopped', async () => {
    const redis = await start();
    const pid = redis.pid();
    await redis.stop();
    expect(isProcessAlive(pid)).toBe(false);
    expect(redis.state()).toBe('stopped');
  });

  it('adopts what a killed process left behind, with everything it had accepted', async () => {
    const owner = spawn(process.execPath, [resolve('test/support/redis-owner.ts'), dataDir]);
    const [output] = await once(owner.stdout, 'data');
    await (await open(join(dataDir, 'redis.sock'))).set('accepted', '1');
    owner.kill('SIGKILL');
    await once(owner, 'close');
    const adopter = await start();
    expect(adopter.pid()).toBe(Number(output));
    expect(await (await open(adopter.socketPath)).get('accepted')).toBe('1');
  });

  it('never starts a second one beside a living one', async () => {
    const first = await start();
    const findBinary = vi.fn();
    const second = await start({ findBinary });
    expect(second.pid()).toBe(first.pid());
    expect(findBinary).not.toHaveBeenCalled();
  });

  it('watches an adopted one as well: when it dies, its own takes over', async () => {
    const abandoned = await start();
    const adopter = await start();
    running = [adopter];
    // The first supervisor is "dead": only the adopter may bring Redis back.
    const pid = abandoned.pid();
    await Promise.all([abandoned.stop(), waitForExit(pid, 5_000)]);
    await waitFor(() => adopter.state() === 'ready' && adopter.pid() !== pid, 'a new Redis');
    expect(await redisPidAt(adopter.socketPath)).toBe(adopter.pid());
  });

  it('ends one of its own that lost its socket file before it starts another', async () => {
    const lost = await start();
    const pid = lost.pid();
    unlinkSync(lost.socketPath);
    const next = await start();
    expect(isProcessAlive(pid)).toBe(false);
    expect(isProcessAlive(next.pid())).toBe(true);
  });

  it('refuses a socket that belongs to the Redis of another folder', async () => {
    const elsewhere = join(dataDir, 'elsewhere');
    mkdirSync(elsewhere);
    const pid = await spawnRedis({
      binary: await fetchRedisBinary(testBinaryPlaces(), () => {}),
      dir: elsewhere,
      socketPath: join(dataDir, 'redis.sock'),
      logFile: join(elsewhere, 'redis.log'),
      maxMemory: '64mb',
    });
    await expect(start()).rejects.toMatchObject({ exitCode: 78, name: 'StartRefusal' });
    process.kill(pid, 'SIGTERM');
    await waitForExit(pid, 5_000);
  });

  it('restarts a killed one, and the same connection works again', async () => {
    const embedded = await start();
    const redis = await open(embedded.socketPath);
    const before = embedded.pid();
    await killAndWait(embedded);
    await waitFor(() => embedded.pid() !== before && embedded.state() === 'ready', 'the restart');
    await waitFor(async () => (await redis.ping()) === 'PONG', 'the connection to work again');
  });

  it('gives up on the sixth death within a minute, once', async () => {
    const onGiveUp = vi.fn();
    const embedded = await start({ onGiveUp });
    for (let death = 1; death <= 6; death += 1) {
      const pid = embedded.pid();
      await killAndWait(embedded);
      if (death === 6) break;
      await waitFor(
        () => embedded.pid() !== pid && embedded.state() === 'ready',
        `restart ${death}`,
        10_000,
      );
    }
    await waitFor(() => embedded.state() === 'given-up', 'giving up');
    expect(onGiveUp).toHaveBeenCalledTimes(1);
  });

  it('stops while it waits to restart', async () => {
    const embedded = await start();
    await killAndWait(embedded);
    await waitFor(() => embedded.state() === 'restarting', 'the death to be seen');
    await embedded.stop();
    expect(await redisPidAt(embedded.socketPath)).toBeUndefined();
  });

  it('keeps the socket of a deep data folder in a short one, and finds it again', async () => {
    const deep = join(dataDir, 'd'.repeat(60), 'e'.repeat(60));
    const first = await start({ dataDir: deep });
    expect(Buffer.byteLength(first.socketPath)).toBeLessThanOrEqual(107);
    const second = await start({ dataDir: deep });
    expect(second.pid()).toBe(first.pid());
    rmSync(join(first.socketPath, '..'), { recursive: true });
  });

  it('says why in the words of Redis when it cannot start', async () => {
    await expect(start({ maxMemory: 'much' })).rejects.toMatchObject({
      exitCode: 75,
      why: expect.any(String),
    });
  });
});

describe('a Redis program that cannot be run', () => {
  function startProgram(text: string) {
    const path = join(dataDir, 'redis-server');
    writeFileSync(path, text, { mode: 0o755 });
    writeFileSync(join(dataDir, 'redis.log'), 'a line of an earlier run\n');
    return { path, started: start({ findBinary: async () => ({ path, libraryPath: undefined }) }) };
  }

  it.each([
    ['lacks a library', '#!/bin/sh\necho first >&2\necho no libssl.so.3 >&2\nexit 127\n', 78],
    ['fails by itself', '#!/bin/sh\necho first >&2\necho no libssl.so.3 >&2\nexit 1\n', 75],
  ])('is shown with its path and its last word when it %s', async (_what, text, exitCode) => {
    const { path, started } = startProgram(text);
    await expect(started).rejects.toMatchObject({
      exitCode,
      why: `${path} ended: no libssl.so.3`,
    });
  });

  it.each([
    ['of another machine', 'no program at all', /ENOEXEC|ended/],
    ['without its interpreter', '#!/no/such/shell\n', /ENOENT/],
    ['that says nothing', '#!/bin/sh\nexit 127\n', /without a word/],
  ])('is shown with its path when it is one %s', async (_what, text, why) => {
    const { path, started } = startProgram(text);
    await expect(started).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(path),
      why: expect.stringMatching(why),
    });
  });
});

describe('the command connection', () => {
  it('rejects a command whose link was cut, and does not send it again', async () => {
    const embedded = await start();
    const redis = await open(embedded.socketPath);
    const blocked = redis.blpop('nothing', 0);
    const pushed = redis.rpush('list', 'once');
    const killer = new Redis({ path: embedded.socketPath });
    connections.push(killer);
    const rejected = expect(blocked).rejects.toThrow();
    const alsoRejected = expect(pushed).rejects.toThrow();
    await killer.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await Promise.all([rejected, alsoRejected]);
    await waitFor(async () => (await redis.ping()) === 'PONG', 'the link to be back');
    expect(await redis.llen('list')).toBe(0);
  });

  it('rejects at once while Redis is away', async () => {
    const embedded = await start();
    const redis = await open(embedded.socketPath);
    await embedded.stop();
    await waitFor(() => redis.status !== 'ready', 'the link to be seen as cut');
    await expect(redis.get('anything')).rejects.toThrow();
  });

  it('says that Redis cannot be reached, without the password', async () => {
    const url = 'redis://:hunter2@127.0.0.1:1';
    const redis = makeCommandConnection({ url }, { name: 'test', onError: () => {} });
    const failure = await connectFirst(redis).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 75, why: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  it('says what a Redis answered that does not let us in', async () => {
    const { socketPath } = await start();
    const admin = await open(socketPath);
    await admin.config('SET', 'requirepass', 'sesame');
    const redis = makeCommandConnection({ socketPath }, { name: 'test', onError: () => {} });
    await expect(connectFirst(redis)).rejects.toMatchObject({
      exitCode: 75,
      why: expect.stringMatching(/NOAUTH|WRONGPASS/),
    });
  });
});
