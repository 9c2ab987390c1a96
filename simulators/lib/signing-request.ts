import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A key pair that has never been used, and the request to have it certified. */
export interface SigningRequest {
  /** PKCS #8 PEM; it never leaves the device. */
  readonly privateKeyPem: string;
  readonly csrPem: string;
}

/** Makes a P-256 pair and a PKCS #10 request that it signed itself, for the identity given. */
export async function makeSigningRequest(
  identity: string,
  organization?: string,
): Promise<SigningRequest> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [identity] }, ...(organization === undefined ? [] : [{ O: [organization] }])],
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { privateKeyPem: toPem('PRIVATE KEY', pkcs8), csrPem: csr.toString('pem') };
}

function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
