import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemory } from '../../../simulators/lib/device-memory.ts';
import { makeReplayTable } from '../../../simulators/lib/mqtt/replay-table.ts';
import {
  loadFactoryKeys,
  writeFactoryKeys,
} from '../../../simulators/mqtt-heat-pump/provisioning/factory-keys.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sim-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what a device keeps is there again, in a file for nobody else', async () => {
  const dir = join(folder, 'new', 'state');
  openMemory(dir, 'a').save('key', { deep: [1] });
  openMemory(dir, 'b').save('key', 'other');
  expect(openMemory(dir, 'a').load('key')).toEqual({ deep: [1] });
  expect((await stat(join(dir, 'a.json'))).mode & 0o777).toBe(0o600);
  expect((await readdir(dir)).sort()).toEqual(['a.json', 'b.json']);
  openMemory(dir, 'a').save('key', undefined);
  expect(openMemory(dir, 'a').load('key')).toBeUndefined();
});

test('without a folder nothing is kept, and a broken file is named', async () => {
  openMemory(undefined, 'a').save('key', 1);
  expect(openMemory(undefined, 'a').load('key')).toBeUndefined();
  await writeFile(join(folder, 'a.json'), '{"key":');
  expect(() => openMemory(folder, 'a')).toThrow(/^--state /);
});

test.each(['/proc/x/y', '/dev/null/x', '/proc'])('the folder %s is refused at once', (dir) => {
  expect(() => openMemory(dir, 'a')).toThrow(/^--state \/.*(folder \/.* cannot be made|ENOENT)/);
});

test('answered commands and the highest seq outlive the process', () => {
  const before = makeReplayTable(openMemory(folder, 'a'));
  before.executed(7);
  before.remember('t1', 'accepted');
  before.remember('t1', 'succeeded');
  const after = makeReplayTable(openMemory(folder, 'a'));
  expect(after.answersOf('t1')).toEqual(['accepted', 'succeeded']);
  expect(after.isOvertaken(6)).toBe(true);
  expect(after.isOvertaken(7)).toBe(false);
  expect(after.recent()).toEqual(['t1']);
});

test('a factory key is made once, and its public half is written for the operator', async () => {
  const memories = () => new Map(['a', 'b'].map((id) => [id, openMemory(folder, id)]));
  const keys = loadFactoryKeys(memories());
  expect(loadFactoryKeys(memories())).toEqual(keys);
  const file = join(folder, 'keys.csv');
  await writeFile(file, 'old');
  await chmod(file, 0o644);
  writeFactoryKeys(file, keys.values());
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(keys.get('a')?.publicKey).not.toBe(keys.get('b')?.publicKey);
});
