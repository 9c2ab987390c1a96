import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CompactEncrypt, importSPKI } from 'jose';
import type { FactoryKeyReader } from '../../domain/ports/certificates.ts';

const pemBytesMax = 4_096;
const rsaBitsMin = 2_048;
/** RSA-PSS with SHA-256: the salt is as long as the digest (RFC 8017, 9.1). */
const saltLength = 32;

/** Reads, asks and seals to the keys that controllers left the factory with. */
export const factoryKeyReader: FactoryKeyReader = {
  readFactoryKey(spkiPem) {
    const key = readKey(spkiPem);
    return key ? key.export({ format: 'pem', type: 'spki' }).toString() : null;
  },
  verifyNonce({ spkiPem, nonce, signature }) {
    const key = readKey(spkiPem);
    if (!key) return false;
    try {
      return verify('sha256', nonce, toVerifyKey(key), signature);
    } catch {
      return false;
    }
  },
  async sealTo(spkiPem, text) {
    const key = readKey(spkiPem);
    if (!key) throw new Error('the factory key can no longer be read');
    const alg = key.asymmetricKeyType === 'rsa' ? 'RSA-OAEP-256' : 'ECDH-ES';
    const pem = key.export({ format: 'pem', type: 'spki' }).toString();
    return await new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg, enc: 'A256GCM' })
      .encrypt(await importSPKI(pem, alg));
  },
};

/** A P-256 or RSA public key in SPKI PEM; everything else, and a private key, is `null`. */
function readKey(spkiPem: string): KeyObject | null {
  if (spkiPem.length > pemBytesMax || !spkiPem.includes('-----BEGIN PUBLIC KEY-----')) return null;
  try {
    const key = createPublicKey({ key: spkiPem, format: 'pem', type: 'spki' });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    const isEc = key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1';
    const isRsa = key.asymmetricKeyType === 'rsa' && modulusLength >= rsaBitsMin;
    return isEc || isRsa ? key : null;
  } catch {
    return null;
  }
}

function toVerifyKey(key: KeyObject) {
  if (key.asymmetricKeyType !== 'rsa') return { key, dsaEncoding: 'der' as const };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}
