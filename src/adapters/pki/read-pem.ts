import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

const fileBytesMax = 1_048_576;

/** The text of a PEM file. @throws the system's error, or Error when it is far too long. */
export function readPem(file: string): string {
  if (statSync(file).size > fileBytesMax) throw new Error(`${file} is no PEM file: it is too long`);
  return readFileSync(file, 'utf8');
}

/** The first certificate of a PEM text. @throws Error naming the file. */
export function parseCertificate(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(`${file} holds no certificate in PEM`);
  }
}

/** The private key of a PEM text. @throws Error naming the file; nothing of the key is in it. */
export function parsePrivateKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`${file} holds no private key in PEM that can be read without a password`);
  }
}

/** @throws Error when a certificate does not count at this time. */
export function assertValidAt(nowMs: number, certificate: X509Certificate, file: string): void {
  const { validFrom, validTo } = certificate;
  if (nowMs > Date.parse(validTo)) throw new Error(`the certificate in ${file} ended: ${validTo}`);
  if (nowMs < Date.parse(validFrom)) {
    throw new Error(`the certificate in ${file} begins later: ${validFrom}`);
  }
}
