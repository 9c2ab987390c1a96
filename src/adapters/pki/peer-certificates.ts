import { type KeyObject, X509Certificate } from 'node:crypto';
import { parseEuid } from '../../domain/identity.ts';
import type {
  ChargerPeer,
  ChargerPeers,
  PeerCertificate,
  PeerCertificates,
} from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { fingerprintOf } from './sign-certificate.ts';

/** Longer ones are not parsed; a device's with an RSA key of 4096 bits has about 1,500. */
const certificateBytesMax = 8_192;

const clientAuthOid = '1.3.6.1.5.5.7.3.2';
const claimSubject = /^CN=claim:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const deviceSubject = /^CN=([0-9a-f]{16})$/;
const chargerName = /^[A-Za-z0-9._:-]{1,48}$/;
const chargerSubject = /^CN=([A-Za-z0-9._:-]{1,48})$/;

/** Who may have issued a client certificate. */
export type Issuers = {
  readonly claim: KeyObject;
  /** The device CA, and those before it. */
  readonly device: readonly KeyObject[];
  /** Of `TLS_CLIENT_CA_FILE`. */
  readonly other: readonly KeyObject[];
};

/**
 * Says whose a client certificate is. The issuer is found by the signature, never by its name; the
 * chain above the issuer is TLS's business. Anything that is not exactly ours is `null`.
 */
export function makePeerCertificates(
  issuers: Issuers,
  clock: Clock,
): PeerCertificates & ChargerPeers {
  return {
    read(der) {
      const certificate = parse(der);
      if (!certificate || !isClientNow(certificate, clock.nowMs())) return null;
      return identify(certificate, issuers);
    },
    readCharger(der) {
      const certificate = parse(der);
      if (!certificate || !isClientNow(certificate, clock.nowMs())) return null;
      return identifyCharger(certificate, issuers);
    },
  };
}

/** The URI that tells a charger's certificate of ours from a controller's of the same name. */
export function toChargerUri(identity: string): string {
  return `urn:gw:ocpp:${identity}`;
}

function parse(der: Uint8Array): X509Certificate | null {
  if (der.length > certificateBytesMax) return null;
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
}

function isClientNow(certificate: X509Certificate, nowMs: number): boolean {
  const { validFrom, validTo } = certificate;
  if (nowMs < Date.parse(validFrom) || nowMs > Date.parse(validTo)) return false;
  // Ours always say what they are for; others need not (RFC 5280 4.2.1.12).
  return !certificate.ca && (certificate.keyUsage?.includes(clientAuthOid) ?? true);
}

function identify(certificate: X509Certificate, issuers: Issuers): PeerCertificate | null {
  if (isSignedBy(certificate, [issuers.claim])) return toClaim(certificate);
  if (isSignedBy(certificate, issuers.device)) return toDevice(certificate, 'own');
  return isSignedBy(certificate, issuers.other) ? toDevice(certificate, 'other') : null;
}

function identifyCharger(certificate: X509Certificate, issuers: Issuers): ChargerPeer | null {
  const isOwn = isSignedBy(certificate, issuers.device);
  if (!isOwn && !isSignedBy(certificate, issuers.other)) return null;
  const names = isOwn ? toOwnNames(certificate) : toNames(certificate.subject);
  if (names.length === 0) return null;
  const notAfterMs = Date.parse(certificate.validTo);
  const issuer = isOwn ? 'own' : 'other';
  return { names, issuer, fingerprint: fingerprintOf(certificate), notAfterMs };
}

function toOwnNames({ subject, subjectAltName }: X509Certificate): readonly string[] {
  const name = chargerSubject.exec(subject)?.[1];
  return name !== undefined && subjectAltName === `URI:${toChargerUri(name)}` ? [name] : [];
}

/** One CN and one serialNumber at most: of several, nobody knows which was meant. */
function toNames(subject: string): readonly string[] {
  const parts = subject.split(/\n| \+ /);
  const valuesOf = (key: string) =>
    parts.filter((part) => part.startsWith(`${key}=`)).map((part) => part.slice(key.length + 1));
  const [names, serials] = [valuesOf('CN'), valuesOf('serialNumber')];
  if (names.length > 1 || serials.length > 1) return [];
  return [...names, ...serials].filter((name) => chargerName.test(name));
}

function isSignedBy(certificate: X509Certificate, keys: readonly KeyObject[]): boolean {
  return keys.some((key) => {
    try {
      return certificate.verify(key);
    } catch {
      return false;
    }
  });
}

function toClaim(certificate: X509Certificate): PeerCertificate | null {
  const claimId = claimSubject.exec(certificate.subject)?.[1];
  if (claimId === undefined) return null;
  return { kind: 'claim', claimId, fingerprint: fingerprintOf(certificate) };
}

/** Others may say more of a device than its name, but one name only. */
function toDevice(certificate: X509Certificate, issuer: 'own' | 'other'): PeerCertificate | null {
  const lines = issuer === 'own' ? [certificate.subject] : certificate.subject.split('\n');
  const names = lines.filter((line) => issuer === 'own' || /(^|\+ )CN=/.test(line));
  const euid = names.length === 1 ? deviceSubject.exec(names[0]!)?.[1] : undefined;
  const identity = euid === undefined ? null : parseEuid(euid);
  if (identity === null) return null;
  const notAfterMs = Date.parse(certificate.validTo);
  return { kind: 'device', identity, issuer, fingerprint: fingerprintOf(certificate), notAfterMs };
}
