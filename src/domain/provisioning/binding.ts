import type { DeviceState } from '../ports/devices.ts';
import type { DeviceCertificate } from '../ports/provisioning.ts';

/** True while a certificate lets its device in: ACTIVE, not ended, and not replaced a day ago. */
export function isCounting(certificate: DeviceCertificate, nowMs: number): boolean {
  const { state, endsAtMs } = certificate;
  if (hasEnded(certificate, nowMs)) return false;
  return state === 'ACTIVE' && (endsAtMs === null || endsAtMs > nowMs);
}

/** True past the end that the certificate itself says; 0 = it is not known. */
export function hasEnded({ notAfterMs }: DeviceCertificate, nowMs: number): boolean {
  return notAfterMs > 0 && notAfterMs <= nowMs;
}

/** What is known of an identity, and the account that asks for it. */
export type BindingFacts = {
  readonly accountNumber: string;
  /** The device of that identity, of whatever account. */
  readonly holder: DeviceState | null;
  readonly certificates: readonly DeviceCertificate[];
  readonly nowMs: number;
};

/**
 * True when a controller is held by somebody, so that a claim must be refused: by another account
 * or as another class; or by this account with a certificate that was used and not revoked. Whoever
 * registered it without a proof, and never connected it, gives way to a claim.
 */
export function isBound(facts: BindingFacts): boolean {
  return isHeld(facts) && !isUnproved(facts);
}

/** The device that keeps its id when this account claims it anew. */
export function toRebound({
  accountNumber,
  holder,
}: Pick<BindingFacts, 'accountNumber' | 'holder'>): DeviceState | null {
  const { device } = holder ?? {};
  const isTheirs = device?.retiredAtMs === null && device.accountNumber === accountNumber;
  return isTheirs && device.class === 'heat_pump_controller' ? holder : null;
}

/** Never there, and with no certificate that lets it come. */
function isUnproved({ holder, certificates, nowMs }: BindingFacts): boolean {
  if (holder?.device.firstConnectedAtMs !== null) return false;
  return !certificates.some((each) => isCounting(each, nowMs));
}

function isHeld(facts: BindingFacts): boolean {
  const { accountNumber, holder, certificates, nowMs } = facts;
  if (!holder || holder.device.retiredAtMs !== null) return false;
  if (holder.device.accountNumber !== accountNumber) return true;
  if (holder.device.class !== 'heat_pump_controller') return true;
  return certificates.some((each) => isCounting(each, nowMs) && each.firstUsedAtMs !== null);
}

/** What the caller is told: never whose it is. */
export const alreadyBoundDetail =
  'the controller is bound already: de-provision it, or revoke its certificates, first';
