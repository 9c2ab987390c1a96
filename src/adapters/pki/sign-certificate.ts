import {
  createHash,
  type KeyObject,
  randomBytes,
  type webcrypto,
  X509Certificate,
} from 'node:crypto';
import type { IssuedCertificate } from '../../domain/ports/certificates.ts';
import {
  AuthorityKeyIdentifierExtension,
  type Extension,
  type JsonName,
  type Name,
  ParsedCertificate,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from './x509-library.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const serialBytes = 16;

/** A CA's certificate with the P-256 key that signs in its name. */
export type Signer = {
  readonly certificate: X509Certificate;
  readonly certificatePem: string;
  readonly name: Name;
  /** The subject key identifier, hex: what the certificates below point at. */
  readonly keyId: string;
  readonly signingKey: webcrypto.CryptoKey;
};

/** What a certificate says; times in Unix ms, of which X.509 keeps whole seconds. */
export type CertificateContent = {
  readonly subject: JsonName;
  /** The public key, DER. */
  readonly spki: Uint8Array;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly extensions: readonly Extension[];
};

/** Makes a signer of a certificate and its private key. @throws when they cannot be read. */
export function toSigner(certificatePem: string, privateKey: KeyObject): Signer {
  const certificate = new X509Certificate(certificatePem);
  const parsed = new ParsedCertificate(certificate.raw);
  const keyId = parsed.getExtension(SubjectKeyIdentifierExtension)?.keyId;
  if (keyId === undefined) throw new Error('the CA certificate has no subject key identifier');
  const signingKey = privateKey.toCryptoKey(algorithm, false, ['sign']);
  return { certificate, certificatePem, name: parsed.subjectName, keyId, signingKey };
}

/**
 * Signs, with a random serial number of 128 bits, key identifiers of both sides, and an end that
 * is never after the issuer's own. `chainPem` is empty: the caller knows the chain.
 */
export async function signCertificate(
  signer: Signer,
  content: CertificateContent,
): Promise<IssuedCertificate> {
  const endMs = Date.parse(signer.certificate.validTo);
  const { name, keyId, signingKey } = signer;
  const notAfterMs = Math.min(content.notAfterMs, endMs);
  return await generate({ name, keyId, signingKey }, { ...content, notAfterMs });
}

/** A certificate that a key signs for itself: the root. */
export async function signOwn(
  content: CertificateContent,
  privateKey: KeyObject,
): Promise<IssuedCertificate> {
  const signingKey = privateKey.toCryptoKey(algorithm, false, ['sign']);
  return await generate({ name: content.subject, keyId: null, signingKey }, content);
}

async function generate(
  issuer: { name: Name | JsonName; keyId: string | null; signingKey: webcrypto.CryptoKey },
  content: CertificateContent,
): Promise<IssuedCertificate> {
  const subjectKey = await SubjectKeyIdentifierExtension.create(content.spki);
  const made = await X509CertificateGenerator.create({
    subject: content.subject,
    issuer: issuer.name,
    serialNumber: randomBytes(serialBytes).toString('hex'),
    notBefore: new Date(toSecond(content.notBeforeMs)),
    notAfter: new Date(toSecond(content.notAfterMs)),
    publicKey: content.spki,
    signingKey: issuer.signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      ...content.extensions,
      subjectKey,
      new AuthorityKeyIdentifierExtension(issuer.keyId ?? subjectKey.keyId),
    ],
  });
  return toIssued(new X509Certificate(Buffer.from(made.rawData)));
}

function toIssued(certificate: X509Certificate): IssuedCertificate {
  return {
    certificatePem: certificate.toString(),
    chainPem: '',
    fingerprint: fingerprintOf(certificate),
    serial: certificate.serialNumber.toLowerCase(),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
  };
}

/** SHA-256 over the certificate's DER, 64 lower hex. */
export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

function toSecond(timeMs: number): number {
  return Math.floor(timeMs / 1_000) * 1_000;
}
