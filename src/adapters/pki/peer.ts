import { type KeyObject, X509Certificate } from 'node:crypto';
import { parseEuid } from '../../domain/identity.ts';
import type { PeerCertificate, PeerCertificates } from '../../domain/ports/certificates.ts';
import { toFingerprint } from './certify.ts';

/** Larger certificates are not parsed. */
const derBytesMax = 8_192;
const claimName = /^CN=claim:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const deviceName = /^CN=([0-9a-f]{16})$/;

/** The public keys of those whose signature makes somebody out of a peer. */
export type Issuers = {
  readonly claims: readonly KeyObject[];
  /** The present device CA and its predecessors. */
  readonly devices: readonly KeyObject[];
  /** Extra issuers of device certificates (`TLS_CLIENT_CA_FILE`). */
  readonly others: readonly KeyObject[];
};

/**
 * Tells who a TLS peer is: whose signature its certificate bears decides between claim and device,
 * then the one form of name that this issuer writes. TLS has verified chain and validity before.
 */
export function makePeerCertificates(issuers: Issuers): PeerCertificates {
  return {
    read(der) {
      if (der.byteLength > derBytesMax) return null;
      try {
        return toPeer(new X509Certificate(der), issuers);
      } catch {
        return null;
      }
    },
  };
}

function toPeer(certificate: X509Certificate, issuers: Issuers): PeerCertificate | null {
  // A CA's own certificate is signed by the root, and must not speak for a device either.
  if (certificate.ca) return null;
  const isBy = (keys: readonly KeyObject[]) => keys.some((key) => certificate.verify(key));
  const fingerprint = toFingerprint(certificate);
  if (isBy(issuers.claims)) {
    const claimId = claimName.exec(certificate.subject)?.[1];
    return claimId === undefined ? null : { kind: 'claim', claimId, fingerprint };
  }
  const identity = parseEuid(deviceName.exec(certificate.subject)?.[1] ?? '');
  if (identity === null) return null;
  if (isBy(issuers.devices)) return { kind: 'device', identity, fingerprint, issuer: 'own' };
  if (isBy(issuers.others)) return { kind: 'device', identity, fingerprint, issuer: 'other' };
  return null;
}
