import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import type { FactoryKeyReader } from '../../domain/ports/certificates.ts';
import { kindOfKey } from './public-keys.ts';

/** An RSA key of 4096 bits has about 800; longer texts are not parsed. */
const pemBytesMax = 2_048;
const nonceBytes = 32;
/** Of the longest RSA key; an ECDSA one has at most 72. */
const signatureBytesMax = 512;
const pssSaltBytes = 32;

/** The label is looked at because Node would take a private key or a certificate as well. */
const pemForm = /^\s*-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/;

/** Enrolled keys: reads them, checks what they signed, encrypts to them (provisioning.md 2.2). */
export const factoryKeys: FactoryKeyReader = {
  readFactoryKey(spkiPem) {
    const key = parse(spkiPem);
    return key?.export({ type: 'spki', format: 'pem' }).toString() ?? null;
  },
  verifyNonce({ spkiPem, nonce, signature }) {
    const key = parse(spkiPem);
    if (!key || nonce.length !== nonceBytes || signature.length > signatureBytesMax) return false;
    try {
      return verify('sha256', nonce, { key, ...schemeOf(key) }, signature);
    } catch {
      return false;
    }
  },
  async sealTo(spkiPem, text) {
    const key = parse(spkiPem);
    if (!key) throw new Error('the enrolled factory key cannot be read');
    const alg = key.asymmetricKeyType === 'rsa' ? 'RSA-OAEP-256' : 'ECDH-ES';
    return await new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg, enc: 'A256GCM' })
      .encrypt(key);
  },
};

/** An enrolled key is P-256 or RSA: Ed25519 can neither sign by 2.2 nor be encrypted to. */
function parse(spkiPem: string): KeyObject | null {
  if (spkiPem.length > pemBytesMax || !pemForm.test(spkiPem)) return null;
  try {
    const key = createPublicKey(spkiPem);
    const kind = kindOfKey(key);
    return kind === 'p256' || kind === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

function schemeOf(key: KeyObject) {
  if (key.asymmetricKeyType !== 'rsa') return { dsaEncoding: 'der' } as const;
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pssSaltBytes };
}
