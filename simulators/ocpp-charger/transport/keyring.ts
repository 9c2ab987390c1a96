import type { X509Certificate } from 'node:crypto';
import type { LinkAddress } from './websocket-link.ts';

/** What people see of a certificate that a charge point was given. */
export type CertificateFacts = { readonly serial: string; readonly notAfter: string };

/**
 * What a charge point shows when it dials in, which a central system may change (OCPP 2.0.1 A01,
 * A02; 1.6 security extension). Survives a reboot.
 */
export type Keyring = {
  /** The address, with what it shows now. */
  readonly address: LinkAddress;
  /** 1 password over plain, 2 password over TLS, 3 certificates on both sides. */
  readonly securityProfile: 1 | 2 | 3;
  /** The certificate that was signed for it; undefined before the first. */
  readonly certificate: CertificateFacts | undefined;
  /** PKCS #8 PEM of the key whose certificate is awaited. */
  pendingKeyPem: string | undefined;
  takePassword(password: string): void;
  /** Takes a certificate with its chain; the key is the pending one, which is spent. */
  takeCertificate(chainPem: string, leaf: X509Certificate): void;
};

/** Makes the keyring of a charge point from what it was started with. */
export function makeKeyring(given: LinkAddress): Keyring {
  let address = given;
  let certificate: CertificateFacts | undefined;
  return {
    pendingKeyPem: undefined,
    get address() {
      return address;
    },
    get securityProfile() {
      if (!address.url.startsWith('wss:')) return 1;
      return address.tls?.cert === undefined ? 2 : 3;
    },
    get certificate() {
      return certificate;
    },
    takePassword(password) {
      address = { ...address, password };
    },
    takeCertificate(chainPem, leaf) {
      if (this.pendingKeyPem === undefined) throw new Error('no key waits for a certificate');
      const tls = { cert: Buffer.from(chainPem), key: Buffer.from(this.pendingKeyPem) };
      address = { ...address, tls: { ...address.tls, ...tls } };
      certificate = { serial: leaf.serialNumber, notAfter: leaf.validToDate.toISOString() };
      this.pendingKeyPem = undefined;
    },
  };
}
