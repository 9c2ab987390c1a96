import { mayDo } from '../caller.ts';
import type { AccountNumber, DeviceIdentity } from '../device.ts';
import { GatewayError } from '../errors.ts';
import type { IssuedCertificate } from '../ports/certificates.ts';
import type { DeviceState } from '../ports/devices.ts';
import type { Claim } from '../ports/provisioning.ts';
import { assertNone, toBindingFaults, toFault } from '../registration-faults.ts';
import type { TransactionId } from '../transaction.ts';
import { alreadyBoundDetail, isBound, toRebound } from './binding.ts';
import { chargeClaim } from './claim-limits.ts';
import { notifyOfClaim } from './notify-of-claim.ts';
import type { ProvisioningPorts } from './ports.ts';
import { checkProof, nonceKeptMs, toProofFaults } from './proof.ts';
import type { ClaimBundle, ClaimRequest, Provisioning } from './provisioning.ts';

/** A claim's session, and the time to use it, end after this, ms. */
const claimLifeMs = 300_000;

/** See `Provisioning.requestClaim`; its order of checks is provisioning.md 2.3, step 1. */
export function makeRequestClaim(ports: ProvisioningPorts): Provisioning['requestClaim'] {
  return async (request) => {
    const { caller, accountNumber, propertyId } = request;
    if (!mayDo(caller, 'provision', accountNumber)) {
      const message = 'the credential may not provision this account';
      throw new GatewayError('not_permitted', message, { accountNumber });
    }
    const { identity, spkiPem } = await prove(ports, request);
    const holder = await assertFree(ports, { accountNumber, identity });
    const property = propertyId === null ? null : { accountNumber, id: propertyId };
    await chargeClaim(ports, { caller, property });
    const { claim, issued } = await issueClaim(ports, {
      identity,
      accountNumber: accountNumber as AccountNumber,
      accounts: [accountNumber],
      propertyId,
      requestedBy: caller.subject,
      onBehalfOf: caller.onBehalfOf,
      mutation: request.mutation,
    });
    const sealedPrivateKey = await ports.keys.sealTo(spkiPem, issued.privateKeyPem);
    const isOpen = await ports.claims.open(claim, { value: request.nonce, keptMs: nonceKeptMs });
    if (!isOpen) assertNone([toFault('nonce', 'the nonce was used before: ask for a new one')]);
    if (holder) await notifyOfClaim(ports, holder, claim);
    return toBundle(claim, issued, sealedPrivateKey);
  };
}

async function prove(
  ports: ProvisioningPorts,
  request: ClaimRequest,
): Promise<{ identity: DeviceIdentity; spkiPem: string }> {
  const { accountNumber, propertyId } = request;
  const nowMs = ports.clock.nowMs();
  const place = {
    accountNumber,
    propertyId,
    class: 'heat_pump_controller',
    identity: null,
  } as const;
  assertNone([...toProofFaults(request, nowMs), ...toBindingFaults(place)]);
  const proof = await checkProof(ports, request, nowMs);
  if (proof.kind === 'proved') return proof;
  if (proof.kind === 'faulty') assertNone(proof.faults);
  const detail = 'the controller is not enrolled: its maker or your supplier adds its factory key';
  throw new GatewayError('refused', detail, { reason: { code: 'not_enrolled', detail } });
}

/** The device of this account that is to be bound anew, if there is one. */
async function assertFree(
  ports: ProvisioningPorts,
  wanted: { accountNumber: string; identity: DeviceIdentity },
): Promise<DeviceState | null> {
  const { accountNumber, identity } = wanted;
  const [holder, certificates] = await Promise.all([
    ports.devices.findByIdentity(identity),
    ports.certificates.listByIdentity(identity),
  ]);
  const nowMs = ports.clock.nowMs();
  if (isBound({ accountNumber, holder, certificates, nowMs })) {
    const reason = { code: 'already_bound', detail: alreadyBoundDetail };
    throw new GatewayError('refused', alreadyBoundDetail, { reason });
  }
  return toRebound({ accountNumber, holder });
}

/** What a claim is for, before it has a certificate. */
export type ClaimPurpose = Pick<
  Claim,
  | 'identity'
  | 'accountNumber'
  | 'accounts'
  | 'propertyId'
  | 'requestedBy'
  | 'onBehalfOf'
  | 'mutation'
>;

/** Issues a claim's certificate; nothing is stored yet. */
export async function issueClaim(ports: ProvisioningPorts, purpose: ClaimPurpose) {
  const id = ports.ids.next();
  const issued = await ports.authority.issueClaim({ claimId: id, identity: purpose.identity });
  const createdAtMs = ports.clock.nowMs();
  const endsAtMs = createdAtMs + ports.clock.windowMs(claimLifeMs);
  const claim: Claim = {
    ...purpose,
    id,
    fingerprint: issued.fingerprint,
    state: 'OPEN',
    createdAtMs,
    expiresAtMs: Math.floor(Math.min(endsAtMs, issued.notAfterMs)),
    transactionId: ports.ids.next() as TransactionId,
    deviceId: null,
    deviceFingerprint: null,
  };
  return { claim, issued };
}

function toBundle(claim: Claim, issued: IssuedCertificate, sealedPrivateKey: string): ClaimBundle {
  const { certificatePem, chainPem } = issued;
  const { id: claimId, expiresAtMs } = claim;
  return { claimId, certificatePem, chainPem, sealedPrivateKey, expiresAtMs };
}
