import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { compactDecrypt } from 'jose';

/** The key pair that a controller leaves the factory with: the proof of who it is. */
export interface FactoryKey {
  readonly euid: string;
  /** PKCS #8 PEM. */
  readonly privateKeyPem: string;
  /** SPKI as base64 DER, as operators enrol it. */
  readonly publicKey: string;
}

/** What a controller gives to the installer's app (provisioning.md 2.2, "The bytes"). */
export interface ClaimRequest {
  readonly euid: string;
  /** Lower-case hex of SHA-256 over EUID and timestamp. */
  readonly nonce: string;
  /** Base64 of the DER signature over the 32 nonce bytes. */
  readonly signature: string;
  /** Milliseconds since 1970, as text. */
  readonly timestamp: string;
}

/** A fresh P-256 pair. */
export function makeFactoryKey(euid: string): FactoryKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return toFactoryKey(euid, privateKeyPem);
}

/** The pair whose private half is given; throws when it is no key. */
export function toFactoryKey(euid: string, privateKeyPem: string): FactoryKey {
  const spki = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' });
  return { euid, privateKeyPem, publicKey: spki.toString('base64') };
}

/** Signs a request for a claim. */
export function makeClaimRequest(key: FactoryKey, now: Date): ClaimRequest {
  const timestamp = String(now.getTime());
  const nonce = createHash('sha256').update(`${key.euid}${timestamp}`).digest();
  const signature = sign('sha256', nonce, privateKeyOf(key)).toString('base64');
  return { euid: key.euid, nonce: nonce.toString('hex'), signature, timestamp };
}

/** Opens what was encrypted to the key: a compact JWE of a text; throws when it is not for it. */
export async function openSealed(key: FactoryKey, jwe: string): Promise<string> {
  const { plaintext } = await compactDecrypt(jwe, privateKeyOf(key), {
    keyManagementAlgorithms: ['ECDH-ES', 'RSA-OAEP-256'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return new TextDecoder().decode(plaintext);
}

function privateKeyOf({ privateKeyPem }: FactoryKey): KeyObject {
  return createPrivateKey(privateKeyPem);
}
