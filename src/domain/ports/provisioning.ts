import type { AccountNumber, DeviceId, DeviceIdentity } from '../device.ts';
import type { TransactionId } from '../transaction.ts';
import type { NewDevice } from './devices.ts';

/** Factory keys: the allow-list of controllers (provisioning.md 2.2). */
export type FactoryKeys = {
  /** Adds keys or replaces those of the same EUIDs; returns how many were new. */
  enrol(
    keys: readonly { identity: DeviceIdentity; spkiPem: string }[],
    nowMs: number,
  ): Promise<number>;
  find(identity: DeviceIdentity): Promise<{ spkiPem: string; enrolledAtMs: number } | null>;
};

/** `OPEN` -> `CERTIFIED` (CSR answered) -> `CONSUMED` (registered); or `EXPIRED`. */
export type ClaimState = 'OPEN' | 'CERTIFIED' | 'CONSUMED' | 'EXPIRED';

/** A single-use provisioning claim. Times are Unix ms. */
export type Claim = {
  readonly id: string;
  /** `null` = an unbound claim: registering must prove an identity itself. */
  readonly identity: DeviceIdentity | null;
  /** `null` with an unbound claim of a caller who holds several accounts, or any. */
  readonly accountNumber: AccountNumber | null;
  /** The accounts that an unbound claim may register into. */
  readonly accounts: readonly string[] | 'any';
  readonly propertyId: number | null;
  readonly requestedBy: string;
  readonly onBehalfOf: string | null;
  /** The GraphQL field that asked for it. */
  readonly mutation: string;
  /** SHA-256 of the claim's certificate, 64 lower-case hex. */
  readonly fingerprint: string;
  readonly state: ClaimState;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** The transaction that registering makes; chosen with the claim, so that a repeat is one. */
  readonly transactionId: TransactionId;
  /** Set by registering. */
  readonly deviceId: DeviceId | null;
  /** SHA-256 of the certificate that the CSR was answered with. */
  readonly deviceFingerprint: string | null;
};

/** `PENDING` (issued) -> `ACTIVE` (registered or rotated to) -> `REVOKED`. */
export type CertificateState = 'PENDING' | 'ACTIVE' | 'REVOKED';

/** A device certificate in the registry. Times are Unix ms, `null` = has not happened. */
export type DeviceCertificate = {
  readonly fingerprint: string;
  readonly identity: DeviceIdentity;
  readonly state: CertificateState;
  readonly serial: string;
  readonly notAfterMs: number;
  readonly issuedAtMs: number;
  readonly firstUsedAtMs: number | null;
  /** After a rotation: the old one counts until then. */
  readonly endsAtMs: number | null;
  readonly revokedAtMs: number | null;
  /**
   * Why: the owner's word (`revoked`), the end of the registration (`retire`), never used
   * (`abandon`, `abandoned`), or another one in its place (`replaced`).
   */
  readonly revokedFor: string | null;
};

/** A certificate as it is issued. */
export type NewCertificate = Omit<
  DeviceCertificate,
  'state' | 'firstUsedAtMs' | 'endsAtMs' | 'revokedAtMs' | 'revokedFor'
>;

/** What a claim's session asks for came too late, twice, or from elsewhere. */
export type ClaimRefusal =
  | 'claim_unknown'
  | 'claim_expired'
  | 'claim_used'
  | 'other_session'
  | 'token_invalid'
  | 'nonce_used'
  | 'already_bound';

/** A registration that is stored. The PEMs are set where the CSR could not be answered. */
export type StoredRegistration = {
  readonly kind: 'registered';
  readonly claim: Claim;
  readonly deviceId: DeviceId;
  readonly certificatePem: string | null;
  readonly chainPem: string | null;
};

/** The claims; every change is one script and idempotent. */
export type Claims = {
  /** False when the nonce was seen before; then nothing is stored. */
  open(claim: Claim, nonce: { value: string; keptMs: number } | null): Promise<boolean>;
  find(id: string): Promise<Claim | null>;
  /** The newest claim of an EUID, of whatever state. */
  findByIdentity(identity: DeviceIdentity): Promise<Claim | null>;
  /**
   * A session begins: the only one whose requests count from here on. A consumed claim lets in only
   * whoever may have lost the answer: nobody, once its certificate was used.
   */
  enter(request: {
    claimId: string;
    fingerprint: string;
    session: string;
    nowMs: number;
  }): Promise<{ kind: 'entered'; claim: Claim } | { kind: 'refused'; why: ClaimRefusal }>;
  /**
   * Stores a CSR's certificate as PENDING and the hash of its ownership token. Another CSR on the
   * same claim takes the place of the first, whose certificate and token end.
   */
  certify(request: {
    claimId: string;
    session: string;
    certificate: NewCertificate | null;
    /** The public key of a CSR whose certificate waits for the identity, SPKI in base64. */
    spkiBase64: string;
    tokenHash: string;
    tokenExpiresAtMs: number;
    nowMs: number;
  }): Promise<{ kind: 'certified' } | { kind: 'refused'; why: ClaimRefusal }>;
  /** The public key that the claim's CSR proved, SPKI in base64; `null` before a CSR. */
  readCsrKey(claimId: string): Promise<string | null>;
  /** What was registered with this token, for a device that lost the answer; else `null`. */
  findRegistration(request: {
    claimId: string;
    session: string;
    tokenHash: string;
  }): Promise<StoredRegistration | null>;
  /**
   * Consumes the claim, makes its certificate ACTIVE, revokes those that were never used, and binds
   * the device: all in one script. Repeated with the same token it answers the same.
   */
  register(request: {
    claimId: string;
    session: string;
    tokenHash: string;
    certificate: NewCertificate;
    /** What an unbound claim's device is answered with, kept for a repeat. */
    answer: { certificatePem: string; chainPem: string } | null;
    /** A device of this id is bound anew; any other must be free to be registered. */
    device: Omit<NewDevice, 'secretHash'> & {
      readonly identity: DeviceIdentity;
      readonly accountNumber: AccountNumber;
    };
    /** For an unbound claim: the nonce of its proof, seen once. */
    nonce: { value: string; keptMs: number } | null;
    nowMs: number;
  }): Promise<StoredRegistration | { kind: 'refused'; why: ClaimRefusal }>;
  /** The transaction of a consumed claim was accepted: nobody need look at it again. */
  finish(claimId: string): Promise<void>;
  /**
   * Claims whose time is over, a bounded number: ends the unused, and answers those that were
   * consumed and never finished (again after a minute, until they are).
   */
  sweep(nowMs: number, limit: number): Promise<{ ended: number; consumed: readonly Claim[] }>;
};

/** The registry of device certificates. */
export type DeviceCertificates = {
  listByIdentity(identity: DeviceIdentity): Promise<readonly DeviceCertificate[]>;
  /**
   * Stores the successor of an ACTIVE certificate as ACTIVE and revokes an earlier successor that
   * was never used. False when the present one is not ACTIVE any more.
   */
  rotate(request: { from: string; certificate: NewCertificate; nowMs: number }): Promise<boolean>;
  /**
   * Stores one that the device asked for over its own link: PENDING until its first use, which
   * makes it ACTIVE, ends the others after a day and the secret at once. Only the newest few of
   * those that were never used stay. False when that identity is not of this device in service, or
   * its link was fenced meanwhile.
   */
  pend(
    certificate: NewCertificate,
    link: { readonly deviceId: DeviceId; readonly epoch: number },
    nowMs: number,
  ): Promise<boolean>;
  /** Revokes all of an identity; returns how many counted until now. */
  revokeAll(identity: DeviceIdentity, why: string, nowMs: number): Promise<number>;
};
