import 'reflect-metadata';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import type { CsrReading } from '../../domain/ports/certificates.ts';

/** Longer ones are not parsed (provisioning.md 2.3, step 4; "Parser bombs" of the attack table). */
const csrBytesMax = 4_096;
const form =
  /^\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----[A-Za-z0-9+/=\s]+-----END (NEW )?CERTIFICATE REQUEST-----\s*$/;
const rsaBits = { min: 2_048, max: 4_096 };

/**
 * Reads a PKCS #10 request for the one thing that we take from it: a public key whose private half
 * the sender holds. Its subject and its extensions are not looked at. Never throws.
 */
export async function readCsr(csrPem: string): Promise<CsrReading> {
  if (csrPem.length > csrBytesMax) return invalid(`it has more than ${csrBytesMax} bytes`);
  if (!form.test(csrPem)) return invalid('it is no PKCS #10 request in PEM');
  try {
    const request = new Pkcs10CertificateRequest(csrPem);
    const spki = new Uint8Array(request.publicKey.rawData);
    const weakness = toWeakness(
      createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }),
    );
    if (weakness) return invalid(weakness);
    if (!(await request.verify())) return invalid('its signature is not of its own key');
    return { kind: 'valid', spki };
  } catch {
    return invalid('it cannot be read as a PKCS #10 request');
  }
}

/** Why a device may not have such a key; `null` when it may. */
function toWeakness(key: KeyObject): string | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return null;
    case 'ec':
      return namedCurve === 'prime256v1' ? null : 'its curve is not P-256';
    case 'rsa':
      return modulusLength >= rsaBits.min && modulusLength <= rsaBits.max
        ? null
        : `its RSA key has ${modulusLength} bits; ${rsaBits.min} to ${rsaBits.max} are taken`;
    default:
      return 'its key is neither P-256 nor Ed25519 nor RSA';
  }
}

function invalid(why: string): CsrReading {
  return { kind: 'invalid', why };
}
