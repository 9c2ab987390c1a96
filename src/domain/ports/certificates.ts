import type { DeviceIdentity } from '../device.ts';

/** A certificate with its chain. Times in Unix ms; the fingerprint is SHA-256, 64 lower hex. */
export type IssuedCertificate = {
  readonly certificatePem: string;
  /** The issuing CA and the root, in this order. */
  readonly chainPem: string;
  readonly fingerprint: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
};

/**
 * What a certificate signing request came to. `names` is its subject's CN and serialNumber: only a
 * sanity check, for nothing of a request but its key gets into a certificate.
 */
export type CsrReading =
  | { readonly kind: 'valid'; readonly spki: Uint8Array; readonly names: readonly string[] }
  | { readonly kind: 'invalid'; readonly why: string };

/** Who a verified client certificate says it is, by its issuer alone (provisioning.md 2.2). */
export type PeerCertificate =
  | { readonly kind: 'claim'; readonly claimId: string; readonly fingerprint: string }
  | {
      readonly kind: 'device';
      readonly identity: DeviceIdentity;
      readonly fingerprint: string;
      readonly issuer: 'own' | 'other';
      /** It counts until then, Unix ms. */
      readonly notAfterMs: number;
    };

/** Who a verified client certificate may be as a charger (OCPP security profile 3). */
export type ChargerPeer = {
  /** Its CN, and a serialNumber of its subject: one of them has to be its OCPP identity. */
  readonly names: readonly string[];
  readonly fingerprint: string;
  readonly issuer: 'own' | 'other';
  /** It counts until then, Unix ms. */
  readonly notAfterMs: number;
};

/** Reads the certificate that a TLS peer proved to hold; `null` = none that we can use. */
export type PeerCertificates = { read(der: Uint8Array): PeerCertificate | null };

/** The same at the door of chargers, whose names are no EUIDs. */
export type ChargerPeers = { readCharger(der: Uint8Array): ChargerPeer | null };

/** The two certificate authorities (provisioning.md 2.3, steps 2 and 4). */
export type CertificateAuthority = PeerCertificates &
  ChargerPeers & {
    /** The chain of every device certificate: the device CA and the root, PEM. */
    readonly deviceChainPem: string;
    /**
     * A P-256 pair and its certificate `CN=claim:<id>`, SAN URI `urn:gw:claim:<euid>` (the id when
     * it is bound to none), from a minute ago until five minutes from now.
     */
    issueClaim(claim: {
      claimId: string;
      identity: DeviceIdentity | null;
    }): Promise<IssuedCertificate & { readonly privateKeyPem: string }>;
    /** Size, form, self-signature and key type; RSA from 2048 bits, P-256 or Ed25519. */
    readCsr(csrPem: string): Promise<CsrReading>;
    /** `CN=<euid>`, SAN URI `urn:gw:euid:<euid>`, EKU clientAuth, CA:false, of the public key. */
    issueDevice(request: {
      identity: DeviceIdentity;
      spki: Uint8Array;
    }): Promise<IssuedCertificate>;
    /** The same for a charger: `CN=<OCPP identity>`, SAN URI `urn:gw:ocpp:<OCPP identity>`. */
    issueCharger(request: {
      identity: DeviceIdentity;
      spki: Uint8Array;
    }): Promise<IssuedCertificate>;
  };

/** A factory key as it is enrolled: an EC P-256 or RSA public key in SPKI PEM. */
export type FactoryKeyReader = {
  /** `null` = not a key that devices may have. Else the key as normalised PEM. */
  readFactoryKey(spkiPem: string): string | null;
  /** ECDSA-P256-SHA256 in DER, or RSA-PSS-SHA256, over the 32 nonce bytes (provisioning.md 2.2). */
  verifyNonce(proof: { spkiPem: string; nonce: Uint8Array; signature: Uint8Array }): boolean;
  /** A compact JWE of the text to that key: ECDH-ES + A256GCM, or RSA-OAEP-256. */
  sealTo(spkiPem: string, text: string): Promise<string>;
};
