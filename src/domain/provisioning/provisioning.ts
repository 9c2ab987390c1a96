import type { Caller } from '../caller.ts';
import type { DeviceId, DeviceIdentity } from '../device.ts';
import type { CertificateState, ClaimState } from '../ports/provisioning.ts';
import type { TransactionId, TransactionStatus } from '../transaction.ts';

/** What an app relays of a controller that asks for a claim (provisioning.md 2.2). */
export type ClaimRequest = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly propertyId: number | null;
  readonly euid: string;
  /** Lower-case hex of SHA-256 over the EUID's 16 hex digits and the timestamp. */
  readonly nonce: string;
  /** Base64 of the factory key's signature over the 32 nonce bytes. */
  readonly signature: string;
  /** Milliseconds since 1970, as a whole number in text. */
  readonly timestamp: string;
  /** The GraphQL field. */
  readonly mutation: string;
};

/** A claim bound to one controller; its private key can be read by that controller alone. */
export type ClaimBundle = {
  readonly claimId: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  /** Compact JWE of the private key (PKCS #8 PEM) to the factory key. */
  readonly sealedPrivateKey: string;
  readonly expiresAtMs: number;
};

/** An unbound claim for an installer's tool: its private key is in this answer and nowhere else. */
export type OpenClaimBundle = Omit<ClaimBundle, 'sealedPrivateKey'> & {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
};

/** How far a controller has come, in the order of provisioning.md 2.3. */
export type ProvisioningStep =
  | 'NOT_ENROLLED'
  | 'ENROLLED'
  | 'CLAIMED'
  | 'CERTIFIED'
  | 'REGISTERED'
  | 'BOUND'
  | 'ABANDONED';

/** Where a controller stands, for the one who installs it. Times are Unix ms. */
export type ProvisioningView = {
  readonly identity: DeviceIdentity;
  readonly step: ProvisioningStep;
  /** What to do next, or why it ended; a sentence. */
  readonly advice: string;
  readonly enrolledAtMs: number | null;
  /** The newest claim, if it is of this account. */
  readonly claim: {
    readonly id: string;
    readonly state: ClaimState;
    readonly createdAtMs: number;
    readonly expiresAtMs: number;
  } | null;
  readonly device: {
    readonly id: DeviceId;
    readonly connected: boolean;
    readonly firstConnectedAtMs: number | null;
  } | null;
  readonly certificates: readonly {
    readonly fingerprint: string;
    readonly state: CertificateState;
    readonly serial: string;
    readonly issuedAtMs: number;
    readonly notAfterMs: number;
    readonly firstUsedAtMs: number | null;
  }[];
  /** The transaction `provision` whose outcome is the end of it. */
  readonly transaction: {
    readonly id: TransactionId;
    readonly status: TransactionStatus;
  } | null;
};

/** The use cases of provisioning that the north side offers. */
export type Provisioning = {
  /**
   * Right `provision`. @throws GatewayError `not_permitted`; `invalid_parameters` with paths
   * `euid`, `nonce`, `signature`, `timestamp`, `propertyId`; `refused` with the reasons
   * `not_enrolled`, `already_bound`, `claims_too_many`; `unavailable`.
   */
  requestClaim(request: ClaimRequest): Promise<ClaimBundle>;
  /** Roles service and installer. @throws GatewayError `not_permitted`, `refused`. */
  requestOpenClaim(caller: Caller, mutation: string): Promise<OpenClaimBundle>;
  /**
   * Right `administer`. All or none are stored; at most 1,000.
   * @throws GatewayError `not_permitted`, `invalid_parameters` with paths `<index>`, `euid|key`.
   */
  enrol(
    caller: Caller,
    keys: readonly { euid: string; spkiPem: string }[],
  ): Promise<{ enrolled: number; replaced: number }>;
  /**
   * Right `provision`: revokes every certificate of a controller of the account and cuts its link.
   * @throws GatewayError `not_permitted`, `device_not_found`.
   */
  revoke(caller: Caller, of: { accountNumber: string; euid: string }): Promise<{ revoked: number }>;
  /**
   * Right `read`. A controller of another account shows no more than its enrolment.
   * @throws GatewayError `not_permitted`, `device_not_found` (not an EUID).
   */
  status(caller: Caller, of: { accountNumber: string; euid: string }): Promise<ProvisioningView>;
};
