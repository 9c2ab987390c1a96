import type { Device } from '../device.ts';
import type { DeskRejection } from './provisioning-desk.ts';

/** A signed request: the chain from the charger's certificate up to the root, PEM. */
export type SignedCharger = {
  readonly kind: 'accepted';
  readonly chainPem: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** Unix ms. */
  readonly notAfterMs: number;
};

/** The desk where chargers get their certificates, over the link that they have already. */
export type ChargerDesk = {
  /**
   * Signs a CSR (PEM, unread) for the device of that link alone, and stores the certificate as
   * PENDING: what the charger came with counts until it first comes with the new one. `epoch` names
   * the link; one that was fenced gets nothing. Never rejects its promise: a store that is away is
   * a rejection with 503.
   */
  sign(device: Device, epoch: number, csrPem: string): Promise<SignedCharger | DeskRejection>;
};
