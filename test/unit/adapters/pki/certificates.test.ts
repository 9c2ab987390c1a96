import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pki } from '../../../../src/adapters/pki/pki.ts';
import { hasOpenssl, makeOwnPki, testEuid } from '../../../support/own-pki.ts';

const claimId = '0197a000-0000-7000-8000-000000000001';
const own = makeOwnPki();
let pki: Pki;
beforeAll(async () => {
  pki = await own.open();
});
afterAll(() => own.remove());

/** A key and a CSR that OpenSSL made; `extra` are further arguments of `openssl req`. */
function makeCsr(key: readonly string[], ...extra: string[]): string {
  const made = ['-newkey', ...key, '-nodes', '-keyout', 'device.key', '-batch'];
  return own.openssl('req', '-new', '-subj', '/CN=device', ...extra, ...made);
}

async function spkiOf(csrPem: string): Promise<Uint8Array> {
  const reading = await pki.authority.readCsr(csrPem);
  if (reading.kind === 'invalid') throw new Error(reading.why);
  return reading.spki;
}

const p256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

/** The names of the extensions in OpenSSL's words, with what stands below each. */
function extensionsOf(certificatePem: string): Record<string, string> {
  own.file('leaf.pem', certificatePem);
  const text = own.openssl('x509', '-in', 'leaf.pem', '-noout', '-text');
  const part = text.split('X509v3 extensions:')[1]!.split('Signature Algorithm')[0]!;
  const pairs = [...part.matchAll(/^ {12}(\S.*?): ?(critical)?\s*\n {16}(.*)$/gm)];
  return Object.fromEntries(
    pairs.map(([, name, critical = '', value]) => [
      name!.replace('X509v3 ', ''),
      `${critical} ${value}`.trim(),
    ]),
  );
}

function verify(leafPem: string, chainPem: string): string {
  own.file('leaf.pem', leafPem);
  own.file('chain.pem', chainPem);
  const root = join('pki', 'root.pem');
  const trust = ['-x509_strict', '-CAfile', root, '-untrusted', 'chain.pem'];
  return own.openssl('verify', '-purpose', 'sslclient', ...trust, 'leaf.pem').trim();
}

describe.runIf(hasOpenssl())('a certificate, as OpenSSL reads it', () => {
  it('of a claim is for one client, for five minutes', async () => {
    const issued = await pki.authority.issueClaim({ claimId, identity: testEuid });
    expect(verify(issued.certificatePem, issued.chainPem)).toBe('leaf.pem: OK');
    expect(extensionsOf(issued.certificatePem)).toEqual({
      'Basic Constraints': 'critical CA:FALSE',
      'Key Usage': 'critical Digital Signature',
      'Extended Key Usage': 'TLS Web Client Authentication',
      'Subject Alternative Name': `URI:urn:gw:claim:${testEuid}`,
      'Subject Key Identifier': expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
      'Authority Key Identifier': expect.stringMatching(/([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
    });
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.subject).toBe(`CN=claim:${claimId}`);
    expect(issued.notAfterMs - issued.notBeforeMs).toBe(360_000);
    expect(Math.abs(issued.notBeforeMs + 60_000 - Date.now())).toBeLessThan(5_000);
    expect(certificate.checkPrivateKey(createPrivateKey(issued.privateKeyPem))).toBe(true);
  });

  it('of an unbound claim names the claim alone', async () => {
    const issued = await pki.authority.issueClaim({ claimId, identity: null });
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.subjectAltName).toBe(`URI:urn:gw:claim:${claimId}`);
  });

  it('takes nothing of a CSR but its key', async () => {
    const evil = ['basicConstraints=critical,CA:true', 'extendedKeyUsage=serverAuth,codeSigning'];
    const asked = [...evil, 'subjectAltName=DNS:evil.example,URI:urn:gw:euid:ffffffffffffffff'];
    const csr = makeCsr(
      p256,
      ...['-subj', '/O=Evil/CN=EVIL\\/\\+\\/#'],
      ...asked.flatMap((extension) => ['-addext', extension]),
    );
    const issued = await pki.authority.issueDevice({ identity: testEuid, spki: await spkiOf(csr) });
    expect(verify(issued.certificatePem, issued.chainPem)).toBe('leaf.pem: OK');
    expect(new X509Certificate(issued.certificatePem).subject).toBe(`CN=${testEuid}`);
    expect(extensionsOf(issued.certificatePem)).toMatchObject({
      'Basic Constraints': 'critical CA:FALSE',
      'Extended Key Usage': 'TLS Web Client Authentication',
      'Subject Alternative Name': `URI:urn:gw:euid:${testEuid}`,
    });
    expect(issued.notAfterMs - issued.notBeforeMs).toBe(90 * 86_400_000 + 60_000);
    expect(issued.chainPem).toBe(pki.authority.deviceChainPem);
  });

  it.each([
    ['Ed25519', ['ed25519']],
    ['RSA of 2048 bits', ['rsa:2048']],
  ])('is made for a key of %s too', async (_what, key) => {
    const issued = await pki.authority.issueDevice({
      identity: testEuid,
      spki: await spkiOf(makeCsr(key)),
    });
    expect(verify(issued.certificatePem, issued.chainPem)).toBe('leaf.pem: OK');
  });

  it.each([
    ['RSA of 1024 bits', ['rsa:1024']],
    ['P-384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['secp256k1', ['ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1']],
    ['Ed448', ['ed448']],
  ])('is not made for a key of %s', async (_what, key) => {
    const reading = await pki.authority.readCsr(makeCsr(key));
    expect(reading).toMatchObject({ kind: 'invalid', why: expect.stringContaining('P-256') });
  });

  it('of a device does not count as that of a server', async () => {
    const spki = await spkiOf(makeCsr(p256));
    const { certificatePem, chainPem } = await pki.authority.issueDevice({
      identity: testEuid,
      spki,
    });
    own.file('leaf.pem', certificatePem);
    own.file('chain.pem', chainPem);
    const trust = ['-CAfile', join('pki', 'root.pem'), '-untrusted', 'chain.pem'];
    expect(() => own.openssl('verify', '-purpose', 'sslserver', ...trust, 'leaf.pem')).toThrow();
  });
});

it('numbers certificates by 128 random bits', async () => {
  const claims = Array.from({ length: 8 }, () =>
    pki.authority.issueClaim({ claimId, identity: null }),
  );
  const issued = await Promise.all(claims);
  expect(new Set(issued.map(({ serial }) => serial)).size).toBe(8);
  for (const { serial } of issued) expect(serial).toMatch(/^[0-9a-f]{24,32}$/);
});
