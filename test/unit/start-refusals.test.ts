import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { openDataDir } from '../../src/main/data-dir.ts';
import { readOperatorFiles } from '../../src/main/operator-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jg-refusals-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function refusalOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

function file(name: string, text: string): string {
  writeFileSync(join(root, name), text);
  return join(root, name);
}

describe('the data folder', () => {
  it('is made with its parents, and nothing is left in it', () => {
    openDataDir(join(root, 'a', 'b'));
    openDataDir(join(root, 'a', 'b'));
    expect(readdirSync(join(root, 'a', 'b'))).toEqual([]);
  });

  it.each([
    ['a file', () => file('data', ''), /is a file, not a folder/],
    ['below a file', () => join(file('data', ''), 'deep'), /is a file, not a folder/],
    ['where no folder can be made', () => '/proc/joulegate/data', /\/proc\/joulegate cannot be/],
    ['where nothing can be written', () => '/proc', /\/proc cannot be/],
  ])('is refused by its variable when it is %s', (_what, place, why) => {
    const dataDir = place();
    expect(refusalOf(() => openDataDir(dataDir))).toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(`DATA_DIR=${dataDir}`),
      why: expect.stringMatching(why),
      remedy: expect.stringContaining('DATA_DIR'),
    });
  });

  it.runIf(process.getuid?.() === 0)('is refused when the user may not write in it', () => {
    const source = `import('${process.cwd()}/src/main/data-dir.ts').then(({ openDataDir }) => {
      process.setuid(65534);
      try { openDataDir('${root}'); } catch (error) { console.log(error.exitCode, error.why); }
    })`;
    const said = execFileSync(process.execPath, ['-e', source], { encoding: 'utf8' });
    expect(said.trim()).toBe(`78 ${root} cannot be written by the user of this process (EACCES)`);
  });
});

describe('the files that variables name', () => {
  function read(variables: Record<string, string>) {
    return () => readOperatorFiles(parseConfig({ DATA_DIR: root, ...variables }));
  }
  const rsa = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();

  it('are made or have a default where no variable names them', () => {
    const { signingKey, reportDocument } = read({})();
    expect(signingKey.asymmetricKeyType).toBe('ec');
    expect(reportDocument).toContain('mutation');
    expect(existsSync(join(root, 'signing-key.pem'))).toBe(true);
  });

  it.each([
    ['is missing', () => join(root, 'none.pem'), /there is no file/],
    ['is a folder', () => root, /is a folder/],
    ['is no PEM', () => file('key.pem', 'hello'), /no P-256 private key/],
    ['is an RSA key', () => file('key.pem', rsa()), /no P-256 private key/],
  ])('are refused by their variable when the signing key %s', (_what, place, why) => {
    const path = place();
    expect(refusalOf(read({ JWT_SIGNING_KEY_FILE: path }))).toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(`JWT_SIGNING_KEY_FILE=${path}`),
      why: expect.stringMatching(why),
    });
  });

  it.each([
    ['is missing', () => join(root, 'none.graphql'), /there is no file/],
    ['is no GraphQL', () => file('d.graphql', 'mutation {'), /Syntax Error/],
    ['is a query', () => file('d.graphql', 'query A($input: B) { a(b: $input) }'), /one mutation/],
    ['takes no $input', () => file('d.graphql', 'mutation { a }'), /\$input/],
  ])('are refused by their variable when the report document %s', (_what, place, why) => {
    const path = place();
    const variables = {
      REPORT_GRAPHQL_URL: 'https://reports.example/graphql',
      REPORT_GRAPHQL_DOCUMENT_FILE: path,
    };
    expect(refusalOf(read(variables))).toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(`REPORT_GRAPHQL_DOCUMENT_FILE=${path}`),
      why: expect.stringMatching(why),
    });
  });
});
