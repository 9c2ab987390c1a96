import { retired } from '../acceptance.ts';
import { provision } from '../commands/provision.ts';
import type { Claim } from '../ports/provisioning.ts';
import type { Wish } from '../transaction.ts';
import type { ProvisioningPorts } from './ports.ts';

/**
 * Accepts the transaction whose outcome tells whether a registered controller came back with its
 * own certificate (provisioning.md 2.3, step 6). Its id was chosen with the claim, so a repeat is
 * the same; a mailbox that is full leaves the claim to the sweep, and a device that was retired
 * meanwhile ends it REFUSED. True = it is accepted.
 */
export async function acceptProvision(
  ports: Pick<ProvisioningPorts, 'transactions' | 'claims' | 'wake' | 'clock' | 'log'>,
  claim: Claim,
): Promise<boolean> {
  const nowMs = ports.clock.nowMs();
  const expiresAtMs = nowMs + ports.clock.windowMs(provision.policy.expiresAfterMs);
  const wish = toWish(claim, { nowMs, expiresAtMs });
  if (wish === null) return false;
  const entry = { wish, idempotency: null, openWish: null };
  const result = await ports.transactions.accept([entry], nowMs);
  if (result.kind === 'retired') {
    await ports.transactions.refuse(wish, { ...retired }, nowMs);
    await ports.claims.finish(claim.id);
    return false;
  }
  if (result.kind !== 'accepted') {
    ports.log.warn({ claimId: claim.id, why: result.kind }, 'a registration waits for its mailbox');
    return false;
  }
  await ports.claims.finish(claim.id);
  ports.wake.wake(wish.deviceId);
  return true;
}

function toWish(claim: Claim, times: { nowMs: number; expiresAtMs: number }): Wish | null {
  const { deviceId, accountNumber, deviceFingerprint: fingerprint } = claim;
  if (deviceId === null || accountNumber === null || fingerprint === null) return null;
  const params = { fingerprint };
  return {
    id: claim.transactionId,
    deviceId,
    accountNumber,
    command: { kind: 'provision', params },
    mutation: claim.mutation,
    clientReference: null,
    actor: { kind: 'owner', subject: claim.requestedBy, onBehalfOf: claim.onBehalfOf },
    causeId: null,
    traceparent: null,
    supersedeKey: provision.supersedeKey(params),
    createdAtMs: times.nowMs,
    expiresAtMs: times.expiresAtMs,
  };
}
