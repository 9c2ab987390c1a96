import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKey } from '../../../../src/adapters/pki/make-cas.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';
import { hasOpenssl, makeOwnPki, type OwnPki } from '../../../support/own-pki.ts';

const dayMs = 86_400_000;
const names = ['gw.example', 'localhost', '127.0.0.1', '::1'];

let own: OwnPki;
beforeEach(() => {
  own = makeOwnPki();
});
afterEach(() => own.remove());

function place(name: string): string {
  return join(own.path, 'pki', name);
}

async function open(settings: Parameters<OwnPki['open']>[0], clock = makeFakeClock()) {
  const { server } = await own.open(settings, clock);
  return { pem: server!.certPem, keyPem: server!.keyPem };
}

describe('the server certificate of our own', () => {
  it('is not made without a TLS listener', async () => {
    expect((await own.open()).server).toBeNull();
    expect(() => statSync(place('server.pem'))).toThrow();
  });

  it('is for its names and addresses, kept, and made once', async () => {
    const first = await open({ server: { names } });
    const certificate = new X509Certificate(first.pem);
    for (const name of ['gw.example', 'localhost']) expect(certificate.checkHost(name)).toBe(name);
    for (const address of ['127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBe(address);
    expect(certificate.checkHost('other.example')).toBeUndefined();
    expect(statSync(place('server.key')).mode & 0o777).toBe(0o600);
    expect(await open({ server: { names } })).toEqual(first);
  });

  it.runIf(hasOpenssl())('is one that OpenSSL takes for a server, and for no client', async () => {
    await own.open({ server: { names } });
    const verify = (purpose: string) =>
      own.openssl(
        ...['verify', '-purpose', purpose, '-x509_strict', '-verify_hostname', 'gw.example'],
        ...['-CAfile', place('root.pem'), place('server.pem')],
      );
    expect(verify('sslserver')).toContain('OK');
    expect(() => verify('sslclient')).toThrow();
  });

  it.each([
    ['more names', ['other.example', ...names]],
    ['other names', ['other.example', ...names.slice(1)]],
    ['fewer names', names.slice(1)],
  ])('is made anew for %s', async (_what, wanted) => {
    const { pem } = await open({ server: { names } });
    const next = await open({ server: { names: wanted } });
    expect(next.pem).not.toBe(pem);
    expect(new X509Certificate(next.pem).checkHost(wanted[0]!)).toBe(wanted[0]);
  });

  it.each(['server.pem', 'server.key'])('is made anew when %s is damaged', async (name) => {
    const { pem } = await open({ server: { names } });
    writeFileSync(place(name), 'hello');
    expect((await open({ server: { names } })).pem).not.toBe(pem);
  });

  it('is made anew 30 days before its end', async () => {
    const clock = makeFakeClock();
    const { pem } = await open({ server: { names } }, clock);
    clock.advance((397 - 31) * dayMs);
    expect((await open({ server: { names } }, clock)).pem).toBe(pem);
    clock.advance(2 * dayMs);
    expect((await open({ server: { names } }, clock)).pem).not.toBe(pem);
  });

  it('without the key of the root is used to its last day, then refused', async () => {
    const clock = makeFakeClock();
    const { pem } = await open({ server: { names } }, clock);
    rmSync(place('root.key'));
    clock.advance(390 * dayMs);
    expect((await open({ server: { names } }, clock)).pem).toBe(pem);
    const warned = own.log.lines.map(
      ({ fields }) => (fields as { certificate?: string }).certificate,
    );
    expect(warned).toContain('server');
    await expect(open({ server: { names: names.slice(1) } }, clock)).rejects.toMatchObject({
      file: place('server.pem'),
      remedy: expect.stringContaining('root.key'),
    });
    clock.advance(8 * dayMs);
    await expect(open({ server: { names } }, clock)).rejects.toThrow('root.key is away');
  });
});

describe('a server certificate of the operator', () => {
  async function files() {
    await open({ server: { names } });
    return { certFile: place('server.pem'), keyFile: place('server.key') };
  }

  it('is shown as it is, chain and all', async () => {
    const server = await files();
    const chain = readFileSync(server.certFile, 'utf8') + readFileSync(place('root.pem'), 'utf8');
    const certFile = own.file('chain.pem', chain);
    expect((await open({ server: { ...server, certFile } })).pem).toBe(chain);
  });

  it.each([
    ['there is none', { certFile: 'none.pem' }, /there is no file/],
    ['there is no key', { keyFile: 'none.pem' }, /there is no file/],
    ['it is a folder', { certFile: '.' }, /is a folder/],
    ['it is no PEM', { certFile: 'hello.pem' }, /holds no certificate in PEM/],
    ['the key is no PEM', { keyFile: 'hello.pem' }, /holds no private key in PEM/],
    ['the key is another', { keyFile: 'other.key' }, /is not the key of the first certificate/],
    ['it is far too long', { certFile: 'long.pem' }, /is too long/],
  ])('is refused when %s', async (_what, wrong, why) => {
    const server = await files();
    own.file('hello.pem', 'hello');
    own.file('other.key', makeKey().keyPem);
    own.file('long.pem', ' '.repeat(1_100_000));
    const named = Object.entries(wrong).map(([name, file]) => [name, join(own.path, file)]);
    const settings = { server: { ...server, ...Object.fromEntries(named) } };
    await expect(open(settings)).rejects.toMatchObject({
      message: expect.stringMatching(why),
      remedy: expect.stringContaining('TLS_CERT_FILE'),
    });
  });

  it('is refused when it has ended', async () => {
    const server = await files();
    const clock = makeFakeClock();
    clock.advance(400 * dayMs);
    await expect(open({ server }, clock)).rejects.toThrow(/ended/);
  });
});

describe('extra issuers of device certificates', () => {
  it.each([
    ['there is no file', () => join(own.path, 'none.pem'), /there is no file/],
    ['there is no certificate in it', () => own.file('x.pem', 'hello'), /no certificate in PEM/],
    ['one is not of a CA', () => place('server.pem'), /certificate 1 of .* is not that of a CA/],
  ])('are refused when %s', async (_what, make, why) => {
    await own.open({ server: { names } });
    await expect(own.open({ clientCaFile: make() })).rejects.toMatchObject({
      message: expect.stringMatching(why),
      remedy: expect.stringContaining('TLS_CLIENT_CA_FILE'),
    });
  });
});
