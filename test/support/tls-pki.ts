import 'reflect-metadata';
import { X509Certificate as NodeCertificate, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { TlsSettings } from '../../src/adapters/mqtt/settings.ts';
import { parseEuid } from '../../src/domain/identity.ts';
import type { PeerCertificate, PeerCertificates } from '../../src/domain/ports/certificates.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

/** A certificate with its key, PEM. */
export type Credentials = { readonly cert: string; readonly key: string };

/** When a certificate counts, ms from now. */
export type Life = { readonly fromMs?: number; readonly untilMs?: number };

/** The certificates of a test: the gateway's own two CAs under a root, and strangers. */
export type TestPki = {
  /** For the bench: a TLS listener on any port of loopback, and who its peers are. */
  readonly tls: TlsSettings & { readonly peers: PeerCertificates };
  /** What a client of the listener has to trust. */
  readonly rootPem: string;
  device(euid: string, life?: Life): Promise<Credentials>;
  claim(claimId: string, life?: Life): Promise<Credentials>;
  /** Named like a device, signed by a CA that nobody trusts. */
  foreign(name: string): Promise<Credentials>;
  selfSigned(name: string): Promise<Credentials>;
  /** Signed by the trusted root itself: TLS believes it, and it is neither device nor claim. */
  stray(name: string): Promise<Credentials>;
};

type Authority = { readonly name: string; readonly keys: CryptoKeyPair; readonly pem: string };
type CryptoKeyPair = webcrypto.CryptoKeyPair;

/** SHA-256 of a certificate, 64 lower-case hex. */
export function fingerprintOf({ cert }: Credentials): string {
  return new NodeCertificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Makes the authorities and the listener's certificate: a few milliseconds each. */
export async function makeTestPki(): Promise<TestPki> {
  const root = await makeAuthority('test root', null);
  const devices = await makeAuthority('test device CA', root);
  const claims = await makeAuthority('test claim CA', root);
  const stranger = await makeAuthority('test device CA', null);
  const own = await issue('localhost', root, {}, [
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
  ]);
  const peers = makePeers(devices, claims);
  const clientCaPems = [root.pem, devices.pem, claims.pem];
  const listener = { host: '127.0.0.1', port: 0, certPem: own.cert, keyPem: own.key };
  return {
    tls: { ...listener, clientCaPems, peers },
    rootPem: root.pem,
    device: (euid, life = {}) => issue(euid, devices, life),
    claim: (claimId, life = {}) => issue(`claim:${claimId}`, claims, life),
    foreign: (name) => issue(name, stranger, {}),
    selfSigned: (name) => issue(name, null, {}),
    stray: (name) => issue(name, root, {}),
  };
}

/** Reads by the issuer's signature alone, as the real authority does. */
function makePeers(devices: Authority, claims: Authority): PeerCertificates {
  const issuers = {
    device: new NodeCertificate(devices.pem),
    claim: new NodeCertificate(claims.pem),
  };
  return {
    read(der): PeerCertificate | null {
      const certificate = new NodeCertificate(der);
      const name = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '';
      const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
      if (certificate.verify(issuers.claim.publicKey)) {
        return { kind: 'claim', claimId: name.replace(/^claim:/, ''), fingerprint };
      }
      const identity = parseEuid(name);
      if (!identity || !certificate.verify(issuers.device.publicKey)) return null;
      const notAfterMs = Date.parse(certificate.validTo);
      return { kind: 'device', identity, fingerprint, issuer: 'own', notAfterMs };
    },
  };
}

async function makeAuthority(name: string, issuer: Authority | null): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const extensions = [new BasicConstraintsExtension(true, undefined, true)];
  const pem = await certify({ name, keys, issuer, life: {}, extensions });
  return { name, keys, pem };
}

async function issue(
  name: string,
  issuer: Authority | null,
  life: Life,
  extensions: Extension[] = [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
): Promise<Credentials> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const cert = await certify({ name, keys, issuer, life, extensions });
  const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const body = Buffer.from(der)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n');
  return { cert, key: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n` };
}

async function certify(part: {
  name: string;
  keys: CryptoKeyPair;
  issuer: Authority | null;
  life: Life;
  extensions: Extension[];
}): Promise<string> {
  const { name, keys, issuer, life, extensions } = part;
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: [{ CN: [issuer?.name ?? name] }],
    notBefore: new Date(Date.now() + (life.fromMs ?? -60_000)),
    notAfter: new Date(Date.now() + (life.untilMs ?? dayMs)),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions,
  });
  return certificate.toString('pem');
}
