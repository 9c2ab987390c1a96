import { generateKeyPairSync } from 'node:crypto';
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

/** A key, with a request in PEM for it that OpenSSL signs under this subject. */
export function makeCsr(own: OwnPki, subject: string): { csr: string; key: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = own.file('csr.key', key);
  return { key, csr: own.openssl('req', '-new', '-key', file, '-subj', subject) };
}

/** Self-signed under this name. */
export function selfSign(own: OwnPki, name: string): { cert: string; key: string } {
  const { key } = makeCsr(own, `/CN=${name}`);
  const file = own.file('self.key', key);
  const ask = ['req', '-x509', '-key', file, '-subj', `/CN=${name}`, '-days', '1'];
  return { key, cert: own.openssl(...ask) };
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
