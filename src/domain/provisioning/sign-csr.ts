import type { IssuedCertificate } from '../ports/certificates.ts';
import type { Claim, NewCertificate } from '../ports/provisioning.ts';
import type { CsrAnswer, ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import { makeOwnershipToken } from './ownership-token.ts';
import type { ProvisioningPorts } from './ports.ts';
import { readCsrRequest } from './read-csr.ts';

/** An ownership token counts for so long, ms; its claim's own end comes first in practice. */
const tokenLifeMs = 600_000;

/** A device that lost the answer sends its CSR again; a CA's work is bounded nevertheless. */
const csrMax = 5;
const csrWindowMs = 600_000;

/**
 * Step 4 of provisioning.md 2.3. A second CSR of a claim replaces the first, whose certificate and
 * token end: whoever holds the claim's key might have come first anyway, and a device that lost
 * the answer must be able to ask again.
 */
export function makeSignCsr(ports: ProvisioningPorts): ProvisioningDesk['sign'] {
  return async ({ claimId, session }, request) => {
    const claim = await ports.claims.find(claimId);
    const refusal = toEarlyRefusal(claim, ports.clock.nowMs());
    if (!claim || refusal) return toRejection(refusal ?? 'claim_unknown');
    const charged = await ports.limiter.charge(`csr:${claimId}`, 1, csrMax, csrWindowMs);
    if (charged.retryAfterMs > 0) return toRejection('too_many');
    const reading = await readCsrRequest(ports.authority, request);
    if (reading.kind === 'rejected') return reading;
    const { spki } = reading;
    const issued = claim.identity
      ? await ports.authority.issueDevice({ identity: claim.identity, spki })
      : null;
    return await certify(ports, { claim, session, issued, spki });
  };
}

/** Nothing is signed for a claim that is over; the script looks once more. */
function toEarlyRefusal(claim: Claim | null, nowMs: number) {
  if (!claim) return 'claim_unknown';
  if (claim.state === 'CONSUMED') return 'claim_used';
  return claim.state === 'EXPIRED' || claim.expiresAtMs <= nowMs ? 'claim_expired' : null;
}

async function certify(
  ports: ProvisioningPorts,
  part: { claim: Claim; session: string; issued: IssuedCertificate | null; spki: Uint8Array },
): Promise<CsrAnswer> {
  const { claim, session, issued } = part;
  const { token, hash: tokenHash } = makeOwnershipToken();
  const nowMs = ports.clock.nowMs();
  const tokenExpiresAtMs = Math.floor(nowMs + ports.clock.windowMs(tokenLifeMs));
  const certificate = claim.identity && issued && toNew(issued, claim.identity, nowMs);
  const spkiBase64 = Buffer.from(part.spki).toString('base64');
  const stored = await ports.claims.certify({
    ...{ claimId: claim.id, session, certificate, spkiBase64, tokenHash, tokenExpiresAtMs, nowMs },
  });
  if (stored.kind === 'refused') return toRejection(stored.why);
  return {
    kind: 'accepted',
    certificatePem: issued?.certificatePem ?? null,
    chainPem: issued?.chainPem ?? ports.authority.deviceChainPem,
    ownershipToken: token,
    expiresAtMs: Math.min(tokenExpiresAtMs, claim.expiresAtMs),
  };
}

/** A certificate as the registry keeps it. */
export function toNew(
  issued: IssuedCertificate,
  identity: NewCertificate['identity'],
  issuedAtMs: number,
): NewCertificate {
  const { fingerprint, serial, notAfterMs } = issued;
  return { fingerprint, identity, serial, notAfterMs, issuedAtMs };
}
