// The library's container needs this metadata before it is loaded (platform.md E).
import 'reflect-metadata';
import { X509Certificate as NodeCertificate, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { IssuedCertificate } from '../../domain/ports/certificates.ts';

/** How every certificate of ours is signed, and how our own keys are made. */
export const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate that is about to be signed. Times are Unix ms. */
export type CertificateTemplate = {
  readonly commonName: string;
  readonly spki: Uint8Array;
  readonly issuer: {
    readonly commonName: string;
    readonly spki: Uint8Array;
    readonly key: webcrypto.CryptoKey;
  };
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** `null` = an end entity; else how many CAs may follow. */
  readonly caPathLength: number | null;
  readonly extensions: readonly Extension[];
};

/** Signs a certificate with a serial of 128 random bits and the usual key identifiers, RFC 5280. */
export async function certify(template: CertificateTemplate): Promise<string> {
  const { spki, issuer, caPathLength, notBeforeMs, notAfterMs, commonName } = template;
  const publicKey = new PublicKey(asBuffer(spki));
  const issuerKey = new PublicKey(asBuffer(issuer.spki));
  const certificate = await X509CertificateGenerator.create({
    serialNumber: makeSerial(),
    subject: [{ CN: [commonName] }],
    issuer: [{ CN: [issuer.commonName] }],
    notBefore: new Date(notBeforeMs),
    notAfter: new Date(notAfterMs),
    signingAlgorithm: signing,
    publicKey,
    signingKey: issuer.key,
    extensions: [
      new BasicConstraintsExtension(caPathLength !== null, caPathLength ?? undefined, true),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuerKey),
      ...template.extensions,
    ],
  });
  return `${certificate.toString('pem').trim()}\n`;
}

/** Makes a P-256 pair: the key to sign with, and both halves as they are kept. */
export async function makeKeyPair() {
  const pair = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify']);
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', pair.privateKey);
  const spki = new Uint8Array(await webcrypto.subtle.exportKey('spki', pair.publicKey));
  return { key: pair.privateKey, spki, privateKeyPem: toPem('PRIVATE KEY', pkcs8) };
}

/** What the registry keeps of a certificate. */
export function toIssued(certificatePem: string, chainPem: string): IssuedCertificate {
  const certificate = new NodeCertificate(certificatePem);
  return {
    certificatePem,
    chainPem,
    fingerprint: toFingerprint(certificate),
    serial: certificate.serialNumber.toLowerCase(),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
  };
}

/** SHA-256 of the whole certificate, 64 lower-case hex. */
export function toFingerprint(certificate: NodeCertificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

function toPem(label: string, der: ArrayBuffer): string {
  const body = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n').trim();
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}

/** RFC 5280, 4.1.2.2: positive, so the first bit is clear; not zero, so the second is set. */
function makeSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** A copy with a buffer of its own: a view of a pooled one would be signed whole. */
function asBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
