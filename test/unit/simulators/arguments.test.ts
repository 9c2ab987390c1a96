import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HelpShown, parseArguments, type SimulatorCommand } from '../../../simulators/lib/cli.ts';
import { numberEuids, numberNames } from '../../../simulators/lib/identity.ts';
import { makeWireLog } from '../../../simulators/lib/wire-log.ts';

const COMMAND: SimulatorCommand = {
  name: 'test',
  summary: 'A test.',
  defaultId: '0000000000000001',
  urlExample: 'mqtt://127.0.0.1:1883',
  defaultUrl: 'mqtt://127.0.0.1:1883',
  protocols: ['3.1.1', '5'],
  secretOption: 'secret',
  example: 'test --url mqtt://127.0.0.1:1883',
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sim-'));
});
afterEach(() => rm(folder, { recursive: true }));

const parse = (line: string, env: NodeJS.ProcessEnv = {}) =>
  parseArguments(COMMAND, line === '' ? [] : line.split(' '), env);

describe('arguments', () => {
  test('have defaults, with the speed from TIME_SCALE', async () => {
    expect(await parse('', { TIME_SCALE: '50' })).toMatchObject({
      count: 1,
      seed: 1,
      speed: 50,
      protocol: '3.1.1',
      forSeconds: null,
      controlPort: 0,
      json: false,
    });
    expect(await parse('--speed 2', { TIME_SCALE: '50' })).toMatchObject({ speed: 2 });
  });

  test('take secrets from a file, then the option, then the environment', async () => {
    const file = join(folder, 'secrets.json');
    await writeFile(file, '{"a":"one"}');
    const { secretOf } = await parse(`--secrets ${file}`, { SIM_SECRET: 'other' });
    expect([secretOf('a'), secretOf('b')]).toEqual(['one', 'other']);
    const given = await parse('--secret mine', { SIM_SECRET: 'other' });
    expect(given.secretOf('b')).toBe('mine');
  });

  test('take a fault plan by name and give it the seed', async () => {
    const { faults } = await parse('--faults accept-nothing --seed 42');
    expect(faults).toMatchObject({ seed: 42, faults: [{ on: '*', do: 'accept-nothing' }] });
  });

  test.each([
    ['--count 0', /count/],
    ['--speed 0', /speed/],
    ['--speed fast', /speed/],
    ['--protocol 4', /3\.1\.1, 5/],
    ['--control-port 70000', /control-port/],
    ['--faults no-such-file.json', /built-in plans/],
    ['--secrets no-such-file.json', /no-such-file/],
    ['--ca no-such-file.pem', /no-such-file/],
    ['--cert no-such-file.pem', /belong together/],
    ['--dance', /dance/],
    ['extra', /argument/],
  ])('%s is refused', async (line, message) => {
    await expect(parse(line)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
    });
  });

  test('a wrong TIME_SCALE is refused', async () => {
    await expect(parse('', { TIME_SCALE: '-1' })).rejects.toThrow(/TIME_SCALE=-1/);
  });

  test('help is an answer, not an error', async () => {
    const write = process.stdout.write;
    let text = '';
    process.stdout.write = (chunk) => {
      text += String(chunk);
      return true;
    };
    try {
      await expect(parse('--help')).rejects.toBeInstanceOf(HelpShown);
    } finally {
      process.stdout.write = write;
    }
    expect(text).toContain('Example:');
  });
});

describe('identities', () => {
  test('EUIDs count upwards in hex, read with colons and in any case', () => {
    expect(numberEuids('00:1E:5E:09:02:BA:5D:FF', 2)).toEqual([
      '001e5e0902ba5dff',
      '001e5e0902ba5e00',
    ]);
    expect(() => numberEuids('xyz', 1)).toThrow(/16 hex digits/);
    expect(() => numberEuids('ffffffffffffffff', 2)).toThrow(/run out/);
    expect(() => numberEuids('0000000000000001', 0)).toThrow(/--count 0/);
  });

  test('names count upwards by their trailing digits', () => {
    expect(numberNames('CP0009', 2)).toEqual(['CP0009', 'CP0010']);
    expect(numberNames('box', 2)).toEqual(['box0001', 'box0002']);
    expect(numberNames('box', 1)).toEqual(['box']);
  });
});

test('the wire log is JSON Lines with a rising n, complete once it is closed', async () => {
  const file = join(folder, 'wire.jsonl');
  const log = makeWireLog({ file, ringMax: 10, now: () => new Date(0) });
  log.frame('a', { direction: 'in', protocol: 'p', type: 'publish', id: 't1', payload: { x: 1 } });
  log.event('b', { event: 'execute', id: 't1' });
  log.close();
  log.event('b', { event: 'too late' });
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      n: 1,
      at: '1970-01-01T00:00:00.000Z',
      device: 'a',
      direction: 'in',
      protocol: 'p',
      type: 'publish',
      id: 't1',
      payload: { x: 1 },
    },
    { n: 2, at: '1970-01-01T00:00:00.000Z', device: 'b', event: 'execute', id: 't1' },
  ]);
});
