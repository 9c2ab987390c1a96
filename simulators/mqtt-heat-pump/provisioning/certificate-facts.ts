import { type KeyObject, X509Certificate } from 'node:crypto';

/** What a controller reads in a certificate. Times in Unix ms. */
export interface CertificateFacts {
  /** Common name of the subject. */
  readonly name: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** SHA-256 of the DER, 64 lower-case hex. */
  readonly fingerprint: string;
}

/** Reads a certificate in PEM; throws when it is none. */
export function readCertificate(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  return {
    name: /(?:^|\n)CN=([^\n]*)/.exec(certificate.subject)?.[1] ?? '',
    serial: certificate.serialNumber.toLowerCase(),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** Whether the certificate is of the public half of this private key. */
export function isOfKey(certificatePem: string, privateKey: KeyObject): boolean {
  return new X509Certificate(certificatePem).checkPrivateKey(privateKey);
}
