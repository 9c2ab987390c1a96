import { assertNever } from '../assert-never.ts';
import type { DeviceState } from '../ports/devices.ts';
import type { Claim, DeviceCertificate } from '../ports/provisioning.ts';
import { isTerminal, type Transaction } from '../transaction.ts';
import { alreadyBoundDetail, hasEnded, isBound, isCounting } from './binding.ts';
import type { ProvisioningStep } from './provisioning.ts';

/** What is known of a controller in one account. */
export type StepFacts = {
  readonly enrolledAtMs: number | null;
  /** The newest claim. */
  readonly claim: Claim | null;
  /** `null` = no device that is in service. */
  readonly state: DeviceState | null;
  readonly certificates: readonly DeviceCertificate[];
  /** The transaction `provision` of that claim. */
  readonly transaction: Pick<Transaction, 'status'> | null;
  readonly nowMs: number;
};

/** How far a controller has come (provisioning.md 2.3). */
export function toStep(facts: StepFacts): ProvisioningStep {
  const { claim, state, certificates, nowMs } = facts;
  const valid = certificates.filter((each) => isCounting(each, nowMs));
  if (state && valid.some(({ firstUsedAtMs }) => firstUsedAtMs !== null)) return 'BOUND';
  const byClaim = claim && ofClaim(claim, facts);
  if (byClaim) return byClaim;
  if (state && valid.length > 0) return 'REGISTERED';
  return facts.enrolledAtMs === null ? 'NOT_ENROLLED' : 'ENROLLED';
}

/** `null`: that claim led to its end, and what came of it is over as well. */
function ofClaim(claim: Claim, facts: StepFacts): ProvisioningStep | null {
  const { transaction, certificates, nowMs } = facts;
  if (claim.state === 'CONSUMED') {
    if (!transaction || !isTerminal(transaction.status)) {
      // Revoked before it was used: nothing that the controller holds lets it in.
      const given = certificates.find((each) => each.fingerprint === claim.deviceFingerprint);
      return given && !isCounting(given, nowMs) ? null : 'REGISTERED';
    }
    return transaction.status === 'SUCCEEDED' ? null : 'ABANDONED';
  }
  if (claim.state === 'EXPIRED' || claim.expiresAtMs <= nowMs) return 'ABANDONED';
  return claim.state === 'CERTIFIED' ? 'CERTIFIED' : 'CLAIMED';
}

/** What to do next, for the one who stands before the controller. */
export function toAdvice(step: ProvisioningStep, facts: StepFacts): string {
  switch (step) {
    case 'NOT_ENROLLED':
      return 'Its factory key is not known here: have the controller enrolled, then claim it.';
    case 'ENROLLED':
      return toClaimAdvice(facts);
    case 'CLAIMED':
      return 'The controller has its claim: it is to connect with it and send its request (CSR).';
    case 'CERTIFIED':
      return 'The controller has its certificate: it is to register it over the same session.';
    case 'REGISTERED':
      return 'It is registered: the controller is to connect with its own certificate.';
    case 'BOUND':
      return facts.state?.link.live
        ? 'All is done: it is connected with its own certificate.'
        : 'All is done, but it is not connected now: look at its power and its network.';
    case 'ABANDONED':
      if (wouldBeRefused(facts)) return refusedAdvice;
      return `${toEnding(facts)}: ask for a new claim, and keep the controller online.`;
    default:
      return assertNever(step);
  }
}

/** The same words whether another account has it or not: whose it is, is nobody's business. */
function toClaimAdvice(facts: StepFacts): string {
  if (wouldBeRefused(facts)) return refusedAdvice;
  const { certificates, nowMs } = facts;
  const isOver = certificates.some((each) => each.state === 'ACTIVE' && hasEnded(each, nowMs));
  if (isOver) return 'Its certificate has ended: claim it again.';
  if (certificates.length > 0) return `${toRevocation(certificates)}: ask for a new claim.`;
  return 'Ask for a provisioning claim: it is given unless another account has it.';
}

/** Why the last of them was revoked. */
function toRevocation(certificates: readonly DeviceCertificate[]): string {
  const byTime = certificates.toSorted((a, b) => (b.revokedAtMs ?? 0) - (a.revokedAtMs ?? 0));
  switch (byTime[0]?.revokedFor) {
    case 'retire':
      return 'It was de-provisioned';
    case 'abandon':
    case 'abandoned':
      return 'It was given a certificate and never came with it';
    default:
      return 'Its certificates were revoked';
  }
}

const refusedAdvice = `A claim would be refused: ${alreadyBoundDetail}.`;

/** By what this account itself has. */
function wouldBeRefused({ state: holder, certificates, nowMs }: StepFacts): boolean {
  if (holder === null) return false;
  return isBound({ accountNumber: holder.device.accountNumber, holder, certificates, nowMs });
}

function toEnding({ claim, transaction }: StepFacts): string {
  if (claim?.state !== 'CONSUMED') return 'The claim was not used in its time';
  if (transaction?.status === 'CANCELLED') return 'The provisioning was cancelled';
  return 'It was registered, and never came back with its own certificate';
}
