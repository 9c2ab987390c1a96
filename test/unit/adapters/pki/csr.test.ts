import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCsr } from '../../../../src/adapters/pki/read-csr.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
let good: Buffer;
beforeAll(async () => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=device',
    keys,
    signingAlgorithm: algorithm,
  });
  good = Buffer.from(csr.rawData);
});

function toPem(der: Uint8Array, label = 'CERTIFICATE REQUEST'): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}

/** A value in so many constructed ones: what a parser without a bound recurses into. */
function nested(depth: number, tag: number): Buffer {
  let der = Buffer.from([0x05, 0x00]);
  for (let level = 0; level < depth && der.length < 3_000; level += 1) {
    const { length } = der;
    const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
    der = Buffer.concat([Buffer.from([tag, ...size]), der]);
  }
  return der;
}

/** Where the signed part ends: the first value within the outer one. */
function signedEnd(): number {
  const headerOf = (at: number) => (good[at + 1]! < 0x80 ? 2 : 2 + (good[at + 1]! & 0x7f));
  const at = headerOf(0);
  const header = headerOf(at);
  const size = good.subarray(at + (header > 2 ? 2 : 1), at + header).toString('hex');
  return at + header + Number.parseInt(size, 16);
}

describe('a CSR', () => {
  it('proves its public key', async () => {
    const reading = await readCsr(toPem(good));
    expect(reading).toMatchObject({ kind: 'valid', spki: expect.any(Uint8Array) });
    expect(await readCsr(toPem(good, 'NEW CERTIFICATE REQUEST'))).toEqual(reading);
    expect(await readCsr(`\n${toPem(good).replaceAll('\n', '\r\n')}  \n`)).toEqual(reading);
  });

  it.each([
    ['nothing', () => ''],
    ['a text', () => 'hello'],
    ['DER without PEM', () => good.toString('latin1')],
    ['another label', () => toPem(good, 'CERTIFICATE')],
    ['two requests', () => toPem(good) + toPem(good)],
    ['a private key beside it', () => `${toPem(good)}-----BEGIN PRIVATE KEY-----\n`],
    ['no end', () => toPem(good).split('-----END')[0]!],
    ['an empty body', () => toPem(Buffer.alloc(0))],
    ['half of it', () => toPem(good.subarray(0, good.length / 2))],
    ['spaces up to the limit', () => `-----BEGIN CERTIFICATE REQUEST-----${' '.repeat(4_000)}`],
    ['sequences in sequences', () => toPem(nested(1_400, 0x30))],
    ['sets in sets', () => toPem(nested(1_400, 0x31))],
    ['sequences that never end', () => toPem(Buffer.from('3080'.repeat(1_400), 'hex'))],
    ['a length of 2 GiB', () => toPem(Buffer.from('30847fffffff30847fffffff02', 'hex'))],
    ['a length of 126 bytes', () => toPem(Buffer.from(`30fe${'ff'.repeat(200)}`, 'hex'))],
    [
      'a long object identifier',
      () => toPem(Buffer.from(`0682${'0bb8'}${'81'.repeat(3_000)}`, 'hex')),
    ],
  ])('is refused in no time when it is %s', async (_what, make) => {
    const startedMs = performance.now();
    expect(await readCsr(make())).toMatchObject({ kind: 'invalid' });
    expect(performance.now() - startedMs).toBeLessThan(500);
  });

  it('is not parsed when it has more than 4 KiB', async () => {
    const reading = await readCsr(toPem(good) + ' '.repeat(4_096));
    expect(reading).toEqual({ kind: 'invalid', why: expect.stringContaining('4096 bytes') });
  });

  it('is refused when another key signed it', async () => {
    const other = Buffer.from(good);
    other[other.length - 1]! ^= 1;
    const reading = await readCsr(toPem(other));
    expect(reading).toEqual({ kind: 'invalid', why: expect.stringContaining('not signed') });
  });

  it('with bytes changed is refused, or of the same key; never throws, seed 20251123', async () => {
    const original = await readCsr(toPem(good));
    const change = fc.record({ at: fc.nat(good.length - 1), to: fc.integer({ min: 1, max: 255 }) });
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(changes, async (list) => {
      const der = Buffer.from(good);
      for (const { at, to } of list) der[at] = good[at]! ^ to;
      const reading = await readCsr(toPem(der));
      // Behind what is signed are bits without a meaning, such as how many of the last are unused.
      const isSignedPart = list.some(({ at }) => at < signedEnd());
      if (isSignedPart || reading.kind === 'invalid') expect(reading.kind).toBe('invalid');
      else expect(reading).toEqual(original);
    });
    await fc.assert(property, { seed: 20_251_123, numRuns: 200 });
  });

  it('of any text is refused and never throws, seed 20251124', async () => {
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect((await readCsr(toPem(bytes))).kind).toBe('invalid');
    });
    await fc.assert(property, { seed: 20_251_124, numRuns: 200 });
  });
});
