import { X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PkiFault } from '../../../../src/adapters/pki/pki-fault.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';
import { makeOwnPki, type OwnPki, testEuid } from '../../../support/own-pki.ts';

const caNames = ['claim-ca', 'device-ca', 'root'];
const allFiles = caNames.flatMap((name) => [`${name}.key`, `${name}.pem`]);
const dayMs = 86_400_000;
const server = { names: ['gw.example', 'localhost', '127.0.0.1', '::1'] };

let own: OwnPki;
beforeEach(() => {
  own = makeOwnPki();
});
afterEach(() => own.remove());

function place(name: string): string {
  return join(own.path, 'pki', name);
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

function texts(): Record<string, string> {
  return Object.fromEntries(allFiles.map((name) => [name, readFileSync(place(name), 'utf8')]));
}

async function faultOf(...args: Parameters<OwnPki['open']>): Promise<PkiFault> {
  const error = await own.open(...args).catch((cause: unknown) => cause);
  if (error instanceof PkiFault) return error;
  throw new Error('it was not refused', { cause: error });
}

describe('the files of the CAs', () => {
  it('are made once, keys for their owner only, and used again', async () => {
    const first = await own.open();
    expect(readdirSync(place('')).sort()).toEqual(allFiles);
    expect(modeOf(place(''))).toBe(0o700);
    for (const name of caNames) expect(modeOf(place(`${name}.key`))).toBe(0o600);
    const before = texts();
    const second = await own.open();
    expect(texts()).toEqual(before);
    expect(second.rootPem).toBe(first.rootPem);
    const issued = await first.authority.issueClaim({ claimId: 'x', identity: null });
    const claim = new X509Certificate(issued.certificatePem);
    expect(claim.verify(new X509Certificate(second.clientCaPems[2]!).publicKey)).toBe(true);
  });

  it('are of ten years, and five below it', async () => {
    await own.open();
    const years = caNames.map((name) => {
      const { validFrom, validTo } = new X509Certificate(readFileSync(place(`${name}.pem`)));
      return Math.round((Date.parse(validTo) - Date.parse(validFrom)) / (365 * dayMs));
    });
    expect(years).toEqual([5, 5, 10]);
  });

  it('are made anew in a folder that a start left half-made beside it', async () => {
    mkdirSync(join(own.path, 'pki.new-1234'));
    writeFileSync(join(own.path, 'pki.new-1234', 'root.key'), 'half');
    mkdirSync(place(''));
    await own.open();
    expect(readdirSync(own.path)).toEqual(['pki']);
  });

  it('serve without the key of the root', async () => {
    await own.open({ server });
    rmSync(place('root.key'));
    const pki = await own.open({ server });
    const issued = await pki.authority.issueClaim({ claimId: 'x', identity: testEuid });
    expect(issued.certificatePem).toContain('BEGIN CERTIFICATE');
    expect(pki.server).not.toBeNull();
  });

  it.each(allFiles.filter((name) => name !== 'root.key' && !name.startsWith('claim')))(
    'are refused without %s',
    async (name) => {
      await own.open();
      rmSync(place(name));
      const fault = await faultOf();
      expect(fault.message).toBe(`there is no file ${place(name)}`);
      expect(fault.remedy).toContain('restore it');
    },
  );

  it.each(['claim-ca.key', 'claim-ca.pem'])('are refused without %s alone', async (name) => {
    await own.open();
    rmSync(place(name));
    expect((await faultOf()).message).toBe(`there is no file ${place(name)}`);
  });

  it.each(allFiles)('are refused when %s is damaged, and are left as they are', async (name) => {
    await own.open();
    const text = readFileSync(place(name), 'utf8');
    const damaged = text.slice(0, text.length / 2);
    writeFileSync(place(name), damaged);
    const fault = await faultOf();
    expect(fault.message).toContain(`${place(name)} holds no`);
    expect(fault.message).not.toContain(damaged.split('\n')[1]);
    expect(readFileSync(place(name), 'utf8')).toBe(damaged);
  });

  it.each([
    ['device-ca.key', 'claim-ca.key', /is not the key of device-ca.pem/],
    ['root.key', 'claim-ca.key', /is not the key of root.pem/],
    ['root.pem', 'claim-ca.pem', /is not the certificate of a root CA/],
    ['device-ca.pem', 'root.pem', /is not the key of device-ca.pem/],
  ])('are refused when %s is really %s', async (name, twin, why) => {
    await own.open();
    writeFileSync(place(name), readFileSync(place(twin)));
    expect((await faultOf()).message).toMatch(why);
  });

  it('are refused when another root signed one of them', async () => {
    await own.open();
    const before = texts();
    rmSync(place(''), { recursive: true });
    await own.open();
    for (const ending of ['pem', 'key']) {
      writeFileSync(place(`device-ca.${ending}`), before[`device-ca.${ending}`]!);
    }
    expect((await faultOf()).message).toMatch(/is not a CA that root.pem has signed/);
  });

  it('are refused when they have ended, or have not begun', async () => {
    const clock = makeFakeClock();
    await own.open({}, clock);
    clock.advance(5 * 365 * dayMs + 1_000);
    expect((await faultOf({}, clock)).message).toMatch(/device-ca.pem ended/);
    const early = makeFakeClock();
    early.advance(-dayMs);
    expect((await faultOf({}, early)).message).toMatch(/root.pem begins later/);
  });

  it('are warned of from 30 days before their end, and daily', async () => {
    const clock = makeFakeClock();
    await own.open({}, clock);
    const said = () => own.log.lines.filter(({ message }) => message.includes('ends soon'));
    clock.advance(5 * 365 * dayMs - 31 * dayMs);
    expect(said()).toEqual([]);
    clock.advance(2 * dayMs);
    const names = said().map(({ fields }) => (fields as { certificate: string }).certificate);
    expect(new Set(names)).toEqual(new Set(['device CA', 'claim CA']));
  });

  it('are not made where something else lies', async () => {
    mkdirSync(place(''));
    writeFileSync(place('notes.txt'), '');
    expect((await faultOf()).message).toContain('holds other files, and no CA');
  });

  it('never put a key into the log', async () => {
    await own.open({ server });
    expect(JSON.stringify(own.log.lines)).not.toMatch(/PRIVATE|BEGIN/);
  });
});

describe('a new device CA', () => {
  async function roll(): Promise<void> {
    mkdirSync(place('trusted'));
    renameSync(place('device-ca.pem'), join(place('trusted'), 'device-ca-1.pem'));
    rmSync(place('device-ca.key'));
  }

  it('takes over, and what the old one signed still counts', async () => {
    const before = await own.open();
    const spki = (await import('node:crypto'))
      .generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'der' });
    const old = await before.authority.issueDevice({ identity: testEuid, spki });
    await roll();
    const after = await own.open();
    const young = await after.authority.issueDevice({ identity: testEuid, spki });
    expect(after.authority.deviceChainPem).not.toBe(before.authority.deviceChainPem);
    expect(after.clientCaPems).toHaveLength(4);
    for (const { certificatePem, fingerprint } of [old, young]) {
      const { raw } = new X509Certificate(certificatePem);
      expect(after.authority.read(raw)).toMatchObject({ issuer: 'own', fingerprint });
    }
  });

  it('is not made without the key of the root', async () => {
    await own.open();
    await roll();
    rmSync(place('root.key'));
    expect((await faultOf()).remedy).toContain('put root.key in place');
  });

  it('is refused when a predecessor cannot be read', async () => {
    await own.open();
    await roll();
    writeFileSync(join(place('trusted'), 'device-ca-1.pem'), 'hello');
    expect((await faultOf()).message).toContain('holds no certificate in PEM');
    expect(existsSync(place('device-ca.pem'))).toBe(false);
  });
});

it('a claim CA whose files were both taken away is made anew', async () => {
  const before = await own.open();
  for (const ending of ['pem', 'key']) rmSync(place(`claim-ca.${ending}`));
  const after = await own.open();
  expect(after.clientCaPems[2]).not.toBe(before.clientCaPems[2]);
});
