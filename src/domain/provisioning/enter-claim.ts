import type { ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';

/**
 * Step 3 of provisioning.md 2.3: a session of a claim begins, and takes over from an older one.
 * Claims that are not let in count like wrong secrets.
 */
export function makeEnterClaim(
  ports: Pick<ProvisioningPorts, 'claims' | 'wrong' | 'clock'>,
): ProvisioningDesk['enter'] {
  return async ({ claimId, session, fingerprint, source }) => {
    const who = { identity: claimId, source };
    if (await ports.wrong.isThrottled(who)) return toRejection('too_many');
    const nowMs = ports.clock.nowMs();
    const entered = await ports.claims.enter({ claimId, fingerprint, session, nowMs });
    if (entered.kind === 'entered') return { kind: 'entered', endsAtMs: entered.claim.expiresAtMs };
    await ports.wrong.count(who);
    return toRejection(entered.why);
  };
}
