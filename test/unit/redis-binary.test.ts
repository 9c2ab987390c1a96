import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRedisBinary, unpackFolder } from '../../src/store/redis/binary.ts';
import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jg-places-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function program(...parts: string[]): string {
  const path = join(root, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

function find(...folders: string[]) {
  const searchPath = folders.map((folder) => join(root, folder)).join(':');
  return findRedisBinary({ searchPath, cacheDir: join(root, 'cache') });
}

describe('the search for a Redis server', () => {
  it('takes the first redis-server on the path, and needs no library path for it', () => {
    program('two', 'redis-server');
    const path = program('one', 'redis-server');
    expect(find('none', 'one', 'two')).toEqual({ path, libraryPath: undefined });
  });

  it('takes valkey-server where there is no redis-server', () => {
    const path = program('one', 'valkey-server');
    expect(find('one')?.path).toBe(path);
  });

  it('passes over what cannot be run', () => {
    chmodSync(program('one', 'redis-server'), 0o644);
    mkdirSync(join(root, 'two', 'redis-server'), { recursive: true });
    expect(find('one', 'two')).toBeUndefined();
  });

  it('falls back to an unpacked one, with its own libraries', () => {
    const unpacked = unpackFolder(join(root, 'cache')).slice(root.length + 1);
    const path = program(unpacked, 'usr', 'bin', 'redis-server');
    const library = program(unpacked, 'usr', 'lib', 'x86_64-linux-gnu', 'liblzf.so.1');
    expect(find('none')).toEqual({ path, libraryPath: dirname(library) });
  });

  it('says in words what to install on a system without apt', async () => {
    vi.stubEnv('PATH', root);
    const places = { searchPath: root, cacheDir: join(root, 'cache') };
    await expect(fetchRedisBinary(places, () => {})).rejects.toMatchObject({
      exitCode: 78,
      remedy: expect.stringContaining('apt-get install redis-server'),
    });
  });
});
