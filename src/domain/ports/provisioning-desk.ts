import type { Device, DeviceIdentity } from '../device.ts';

/** Why a device's request was not carried out: a stable word and a sentence for its log. */
export type DeskRejection = {
  readonly kind: 'rejected';
  /** HTTP's meaning: 400 the request, 403 the claim, 409 the state, 429 too often, 503 later. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
};

/** A session of a claim, as the adapter names it. */
export type ClaimSession = { readonly claimId: string; readonly session: string };

/** What a CSR is answered with. `certificatePem` is `null` while the identity is not proved. */
export type CsrAnswer =
  | {
      readonly kind: 'accepted';
      readonly certificatePem: string | null;
      readonly chainPem: string;
      readonly ownershipToken: string;
      readonly expiresAtMs: number;
    }
  | DeskRejection;

/** What a registration is answered with; `certificatePem` where the CSR could not be answered. */
export type RegistrationAnswer =
  | {
      readonly kind: 'accepted';
      readonly identity: DeviceIdentity;
      readonly certificatePem: string | null;
      readonly chainPem: string | null;
    }
  | DeskRejection;

/** What a rotation is answered with. */
export type RotationAnswer =
  | {
      readonly kind: 'accepted';
      readonly certificatePem: string;
      readonly chainPem: string;
      readonly notAfterMs: number;
    }
  | DeskRejection;

/**
 * The desk where devices get their certificates (provisioning.md 2.3, steps 3 to 7). Inputs are
 * what the device sent, unread. No call rejects: a store that is away is a rejection with 503.
 */
export type ProvisioningDesk = {
  /** A claim's session begins; it ends at `endsAtMs` whatever happens. */
  enter(
    session: ClaimSession & { fingerprint: string; source: string },
  ): Promise<{ kind: 'entered'; endsAtMs: number } | DeskRejection>;
  sign(session: ClaimSession, request: unknown): Promise<CsrAnswer>;
  register(session: ClaimSession, request: unknown): Promise<RegistrationAnswer>;
  /** A bound device asks over its own session, with the certificate that it came with. */
  rotate(device: Device, fingerprint: string, request: unknown): Promise<RotationAnswer>;
};
