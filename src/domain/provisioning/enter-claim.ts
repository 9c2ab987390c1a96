import type { ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';

/**
 * Step 3 of provisioning.md 2.3: a session of a claim begins, and takes over from an older one.
 * Only refusals are counted and held back: a claim that is good is let in whatever others did.
 */
export function makeEnterClaim(
  ports: Pick<ProvisioningPorts, 'claims' | 'refused' | 'clock'>,
): ProvisioningDesk['enter'] {
  return async ({ claimId, session, fingerprint, source }) => {
    if (await ports.refused.isThrottled(fingerprint)) return toRejection('too_many');
    const nowMs = ports.clock.nowMs();
    const entered = await ports.claims.enter({ claimId, fingerprint, session, nowMs });
    if (entered.kind === 'entered') return { kind: 'entered', endsAtMs: entered.claim.expiresAtMs };
    const isTooMany = await ports.refused.count({ fingerprint, source });
    return toRejection(isTooMany ? 'too_many' : entered.why);
  };
}
