import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/cli/csv.ts';
import { type FakeGateway, startFakeGateway } from '../support/fake-gateway.ts';
import { runCli } from '../support/run-cli.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const otherCurve = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
const toEuid = (index: number) => index.toString(16).padStart(16, '0');

let gateway: FakeGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startFakeGateway();
  folder = mkdtempSync(join(tmpdir(), 'jg-enrol-'));
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => gateway.clear());

const enrol = (text: string, ...args: string[]) => {
  const file = join(folder, 'keys.csv');
  writeFileSync(file, text);
  return runCli('admin', 'enrol', file, '--url', gateway.url, '--key', 'jg_key', ...args);
};
const sent = () =>
  gateway.asked.map(
    ({ variables }) => (variables['input'] as { controllers: object[] }).controllers,
  );

describe('admin enrol', () => {
  it('takes PEM and base64, in any order of columns', async () => {
    gateway.answer('enrolControllers', { data: { enrolled: 1, replaced: 1 } });
    const run = await enrol(
      [
        '\uFEFFpublicKey,note,EUID',
        `${der},x,00:1E:5E:09:02:BA:5D:84`,
        '',
        `"${pem}",y,${toEuid(2)}\r\n`,
      ].join('\r\n'),
      '--json',
    );
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ enrolled: 1, replaced: 1, skipped: 0 });
    expect(sent()).toEqual([
      [
        { euid: '001e5e0902ba5d84', publicKey: der },
        { euid: toEuid(2), publicKey: pem.trim() },
      ],
    ]);
  });

  it('sends a thousand at a time', async () => {
    gateway.answer(
      'enrolControllers',
      { data: { enrolled: 1_000, replaced: 0 } },
      { data: { enrolled: 400, replaced: 1 } },
    );
    const rows = Array.from({ length: 1_401 }, (_, index) => `${toEuid(index)},${der}`);
    const run = await enrol(['euid,publicKey', ...rows].join('\n'));
    expect(run).toMatchObject({ code: 0, stderr: '1400 enrolled, 1 replaced, 0 skipped\n' });
    expect(sent().map(({ length }) => length)).toEqual([1_000, 401]);
  });

  const badFile = [
    'euid,publicKey',
    `${toEuid(1)},${der}`,
    `xyz,${der}`,
    `${toEuid(2)},"${pem}"`,
    `${toEuid(3)},AAAA`,
    `${toEuid(4)}`,
    `${toEuid(1)},${der}`,
    `${toEuid(5)},"${privateKey.export({ format: 'pem', type: 'pkcs8' })}"`,
    `${toEuid(6)},${otherCurve.export({ format: 'der', type: 'spki' }).toString('base64')}`,
    `${toEuid(7)},`,
  ].join('\n');
  const pemLines = pem.split('\n').length - 1;

  it('names every bad line with its number and stores nothing', async () => {
    const run = await enrol(badFile);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    const after = 4 + pemLines;
    for (const words of [
      'line 3: an EUID',
      `line ${after + 1}: the public key is no SPKI`,
      `line ${after + 2}: it has 1 columns`,
      `line ${after + 3}: the EUID stands in line 2 already`,
      `line ${after + 4}: this is a private key`,
      'the key must be P-256',
      'the public key is missing',
    ]) {
      expect(run.stderr).toContain(words);
    }
    expect(run.stderr).toContain('7 bad lines');
    expect(gateway.asked).toEqual([]);
  });

  it('stores the others with --skip-bad', async () => {
    gateway.answer('enrolControllers', { data: { enrolled: 2, replaced: 0 } });
    const run = await enrol(badFile, '--skip-bad');
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('7 skipped') });
    expect(sent()[0]).toHaveLength(2);
  });

  it('ends with 1 where --skip-bad leaves nothing, and asks for commas', async () => {
    const none = await enrol(`euid,publicKey\nxyz,${der}\n`, '--skip-bad');
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was stored') });
    expect(none.stderr).not.toContain('add --skip-bad');
    const semicolons = await enrol(`euid;publicKey\n${toEuid(1)};${der}\n`);
    expect(semicolons).toMatchObject({ code: 2, stderr: expect.stringContaining('by commas') });
    expect(gateway.asked).toEqual([]);
  });

  it('does not blame the lines for a key that may not enrol', async () => {
    gateway.answer('enrolControllers', {
      error: 'Unauthorized.',
      extensions: { errorType: 'AUTHORIZATION', errorCode: 'KT-CT-1111' },
    });
    const run = await enrol(`euid,publicKey\n${toEuid(1)},${der}\n`);
    expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining('role service') });
    expect(run.stderr).not.toContain('mend');
  });

  it('tells what only the gateway saw by its line', async () => {
    const validationErrors = [
      { inputPath: ['input', 'controllers', '1', 'publicKey'], message: 'not this one' },
    ];
    gateway.answer('enrolControllers', {
      error: 'Serializer validation error.',
      extensions: { errorType: 'VALIDATION', errorCode: 'KT-CT-4321', validationErrors },
    });
    const run = await enrol(`euid,publicKey\n${toEuid(1)},${der}\n${toEuid(2)},${der}\n`);
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining('line 3: not this one') });
    expect(run.stderr).toContain('0 keys were stored before');
  });

  it.each([
    ['a,b\n1,2\n', 'does not name the columns'],
    ['', 'does not name the columns'],
    ['euid,publicKey\n"abc', 'line 2: a quote is not closed'],
  ])('says that %j is no such file', async (text, words) => {
    expect(await enrol(text)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  });

  it('says that a file is not there', async () => {
    const run = await runCli('admin', 'enrol', '/no/such.csv', '--key', 'jg_key');
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('ENOENT') });
  });
});

it('reads CSV with quotes, commas and line ends inside', () => {
  expect(parseCsv('a,"b,""c""\nd"\n\n1,\n')).toEqual([
    { line: 1, cells: ['a', 'b,"c"\nd'] },
    { line: 4, cells: ['1', ''] },
  ]);
  expect(() => parseCsv('a,b"c\n')).toThrow('line 1');
});
