import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  type Extension,
  Pkcs10CertificateRequestGenerator,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { OcppTlsSettings } from '../../../src/adapters/ocpp/settings.ts';
import type { Pki } from '../../../src/adapters/pki/pki.ts';
import type { DeviceIdentity } from '../../../src/domain/device.ts';
import type { OwnPki } from '../own-pki.ts';

/** What a charger shows: its chain and its key, PEM. */
export type ChargerCredentials = {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
};

/** Of life, counted from now; every certificate begins a minute ago. */
const endedDays = -40 / 86_400;

/** The real authority with a TLS listener's settings, and certificates for chargers by it. */
export async function openChargerPki(own: OwnPki) {
  const pki = await own.open({ server: { names: ['localhost', '127.0.0.1'] } });
  return {
    pki,
    rootPem: pki.rootPem,
    tls: toSettings(pki),
    issue: (identity: string) => issue(pki, identity),
    /** From a minute ago until a little later. */
    async issueEnded(identity: string) {
      return await issue(await own.open({ deviceDays: endedDays }), identity);
    },
  };
}

/** The parts of a subject, as `{CN: ['CP-1']}`; a serial number is `2.5.4.5`. */
export type Subject = readonly Record<string, string[]>[];

const p256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const rsa1024 = {
  ...{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1_024, hash: 'SHA-256' },
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

/** A request under this subject, PEM; `weak` = with a key that is too short. */
export async function makeCsr(subject: Subject, strength?: 'weak'): Promise<string> {
  const signingAlgorithm = strength === 'weak' ? rsa1024 : p256;
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const name = [...subject];
  const request = await Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm });
  return request.toString('pem');
}

/** A charger's key pair. */
export type ChargerKeys = {
  readonly keyPem: string;
  /** A request for this name, PEM. */
  request(identity: string): Promise<string>;
};

/** Makes the key pair of a charger that asks for its certificates itself. */
export async function makeChargerKeys(): Promise<ChargerKeys> {
  const keys = await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  return {
    keyPem: await toKeyPem(keys.privateKey),
    async request(identity) {
      const name = [{ CN: [identity] }];
      const parts = { name, keys, signingAlgorithm: p256 };
      return (await Pkcs10CertificateRequestGenerator.create(parts)).toString('pem');
    },
  };
}

/** A CA of somebody else, or a charger's own word when it is its own issuer. */
export async function makeOtherCa(name: string) {
  const keys = await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const sign = async (subject: Subject, extensions: Extension[]) => {
    const certificate = await X509CertificateGenerator.create({
      ...{ subject: [...subject], issuer: [{ CN: [name] }], extensions },
      ...{ notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) },
      ...{ publicKey: keys.publicKey, signingKey: keys.privateKey, signingAlgorithm: p256 },
    });
    return certificate.toString('pem');
  };
  const keyPem = await toKeyPem(keys.privateKey);
  return {
    keyPem,
    caPem: await sign([{ CN: [name] }], [new BasicConstraintsExtension(true, 0, true)]),
    /** A leaf, of this very key. */
    sign: (subject: Subject) => sign(subject, []),
  };
}

/** Self-signed under this name. */
export async function selfSign(name: string): Promise<{ cert: string; key: string }> {
  const { keyPem, sign } = await makeOtherCa(name);
  return { key: keyPem, cert: await sign([{ CN: [name] }]) };
}

async function issue(pki: Pki, identity: string): Promise<ChargerCredentials> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const issued = await pki.authority.issueCharger({ identity: identity as DeviceIdentity, spki });
  return {
    cert: issued.certificatePem + issued.chainPem,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: issued.fingerprint,
  };
}

function toSettings({ server, clientCaPems }: Pki): OcppTlsSettings {
  if (!server) throw new Error('the test asked for a TLS listener');
  return { host: '127.0.0.1', port: 0, ...server, clientCaPems };
}

async function toKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const parsed = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return parsed.export({ type: 'pkcs8', format: 'pem' }).toString();
}
