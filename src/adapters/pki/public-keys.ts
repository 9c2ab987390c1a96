import { createPublicKey, type KeyObject } from 'node:crypto';

/** Kinds of public keys that devices may bring. */
export type KeyKind = 'p256' | 'ed25519' | 'rsa';

const rsaBits = { min: 2_048, max: 4_096 };
/** A long exponent makes each check of a signature slow. */
const rsaExponentMax = 2n ** 32n;

/** The key of an SPKI, DER; `null` when it is malformed. */
export function parseSpki(der: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** Which of our kinds a public key is; `null` = another, or too short, or too long. */
export function kindOfKey(key: KeyObject): KeyKind | null {
  const details = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ec':
      return details.namedCurve === 'prime256v1' ? 'p256' : null;
    case 'ed25519':
      return 'ed25519';
    case 'rsa':
      return isSoundRsa(details) ? 'rsa' : null;
    default:
      return null;
  }
}

function isSoundRsa(details: { modulusLength?: number; publicExponent?: bigint }): boolean {
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = details;
  const hasSoundExponent = exponent >= 3n && exponent % 2n === 1n && exponent < rsaExponentMax;
  return bits >= rsaBits.min && bits <= rsaBits.max && hasSoundExponent;
}
