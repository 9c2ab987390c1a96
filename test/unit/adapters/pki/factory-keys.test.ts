import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  type SigningOptions,
  sign,
} from 'node:crypto';
import { compactDecrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { factoryKeys } from '../../../../src/adapters/pki/factory-key.ts';
import { testEuid } from '../../../support/own-pki.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pss: SigningOptions = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const nonce = createHash('sha256').update(`${testEuid}1764000000000`).digest();

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

const pairs = [
  { name: 'P-256', pair: ec, options: {}, alg: 'ECDH-ES' },
  { name: 'RSA', pair: rsa, options: pss, alg: 'RSA-OAEP-256' },
] as const;

describe.each(pairs)('a factory key of $name', ({ pair, options, alg }) => {
  const spkiPem = pemOf(pair.publicKey);
  const signed = (message: Uint8Array, extra: SigningOptions = options) =>
    sign('sha256', message, { key: pair.privateKey, ...extra });

  it('is read, and normalised', () => {
    const untidy = `\r\n${spkiPem.replaceAll('\n', '\r\n')}  `;
    expect(factoryKeys.readFactoryKey(untidy)).toBe(spkiPem);
  });

  it('proves what it signed, and nothing else', () => {
    const signature = signed(nonce);
    expect(factoryKeys.verifyNonce({ spkiPem, nonce, signature })).toBe(true);
    const otherNonce = createHash('sha256').update('another').digest();
    const wrong = [
      { spkiPem, nonce: otherNonce, signature },
      { spkiPem: pemOf(stranger.publicKey), nonce, signature },
      { spkiPem, nonce, signature: signed(Buffer.from(nonce.toString('hex'))) },
      { spkiPem, nonce, signature: signature.subarray(1) },
      { spkiPem, nonce, signature: Buffer.alloc(0) },
      { spkiPem, nonce, signature: Buffer.alloc(100_000, 0x30) },
      { spkiPem: 'hello', nonce, signature },
    ];
    for (const proof of wrong) expect(factoryKeys.verifyNonce(proof)).toBe(false);
  });

  it('signs 32 bytes only', () => {
    for (const message of [Buffer.alloc(0), nonce.subarray(1), Buffer.alloc(33)]) {
      const proof = { spkiPem, nonce: message, signature: signed(message) };
      expect(factoryKeys.verifyNonce(proof)).toBe(false);
    }
  });

  it('opens what was sealed to it, and no other key does', async () => {
    const jwe = await factoryKeys.sealTo(spkiPem, 'a private key');
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, pair.privateKey);
    expect(new TextDecoder().decode(plaintext)).toBe('a private key');
    expect(protectedHeader).toMatchObject({ alg, enc: 'A256GCM' });
    await expect(compactDecrypt(jwe, stranger.privateKey)).rejects.toThrow();
  });
});

describe('a signature of another form', () => {
  const spki = { ec: pemOf(ec.publicKey), rsa: pemOf(rsa.publicKey) };
  it.each([
    ['ECDSA, not in DER', spki.ec, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' as const }],
    ['RSA with PKCS #1 padding', spki.rsa, { key: rsa.privateKey }],
    ['RSA-PSS with a salt of 20 bytes', spki.rsa, { key: rsa.privateKey, ...pss, saltLength: 20 }],
  ])('proves nothing: %s', (_what, spkiPem, key) => {
    const signature = sign('sha256', nonce, key);
    expect(factoryKeys.verifyNonce({ spkiPem, nonce, signature })).toBe(false);
  });
});

describe('a text that is no factory key', () => {
  const privatePem = () => ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const jwk = () => JSON.stringify(ec.publicKey.export({ format: 'jwk' }));
  it.each([
    ['nothing', () => ''],
    ['a word', () => 'hello'],
    ['a private key', privatePem],
    ['a private key labelled as public', () => privatePem().replaceAll('PRIVATE', 'PUBLIC')],
    ['a JWK', jwk],
    ['Ed25519', () => pemOf(generateKeyPairSync('ed25519').publicKey)],
    ['P-384', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)],
    [
      'RSA of 1024 bits',
      () => pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
    ],
    ['two keys', () => pemOf(ec.publicKey) + pemOf(ec.publicKey)],
    ['half a key', () => pemOf(ec.publicKey).replace(/\n.*\n-----END/, '\n-----END')],
    ['far too long', () => pemOf(ec.publicKey) + ' '.repeat(100_000)],
  ])('is refused: %s', async (_what, make) => {
    expect(factoryKeys.readFactoryKey(make())).toBeNull();
    await expect(factoryKeys.sealTo(make(), 'x')).rejects.toThrow('cannot be read');
  });
});
