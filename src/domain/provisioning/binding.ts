import type { DeviceState } from '../ports/devices.ts';
import type { DeviceCertificate } from '../ports/provisioning.ts';

/** True while a certificate lets its device in: ACTIVE, and not replaced a day ago. */
export function isCounting(certificate: DeviceCertificate, nowMs: number): boolean {
  const { state, endsAtMs } = certificate;
  return state === 'ACTIVE' && (endsAtMs === null || endsAtMs > nowMs);
}

/**
 * True when a controller is held by somebody, so that a claim must be refused: by another account
 * or as another class; or by this account with a certificate that was used and not revoked.
 */
export function isBound(facts: {
  accountNumber: string;
  holder: DeviceState | null;
  certificates: readonly DeviceCertificate[];
  nowMs: number;
}): boolean {
  const { accountNumber, holder, certificates, nowMs } = facts;
  if (!holder || holder.device.retiredAtMs !== null) return false;
  if (holder.device.accountNumber !== accountNumber) return true;
  if (holder.device.class !== 'heat_pump_controller') return true;
  return certificates.some((each) => isCounting(each, nowMs) && each.firstUsedAtMs !== null);
}

/** What the caller is told: never whose it is. */
export const alreadyBoundDetail =
  'the controller is bound already: de-provision it, or revoke its certificates, first';
