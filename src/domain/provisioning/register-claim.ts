import type { AccountNumber, DeviceId, DeviceIdentity } from '../device.ts';
import type { DeviceState } from '../ports/devices.ts';
import type { Claim, NewCertificate, StoredRegistration } from '../ports/provisioning.ts';
import type {
  DeskRejection,
  ProvisioningDesk,
  RegistrationAnswer,
} from '../ports/provisioning-desk.ts';
import { toBindingFaults } from '../registration-faults.ts';
import { acceptProvision } from './accept-provision.ts';
import { isBound, toRebound } from './binding.ts';
import { toRejection } from './desk-rejections.ts';
import { notifyOfClaim } from './notify-of-claim.ts';
import { toTokenHash } from './ownership-token.ts';
import type { ProvisioningPorts } from './ports.ts';
import { checkProof, nonceKeptMs } from './proof.ts';
import { type RegistrationRequest, readRegistration } from './read-registration.ts';
import { toNew } from './sign-csr.ts';

/** Whoever guesses tokens or proofs is stopped; a device needs one registration. */
const registrationsMax = 8;
const registrationWindowMs = 600_000;

/**
 * Step 5 of provisioning.md 2.3: who the claim is for, or proves to be, is bound to its account
 * with its certificate, in one call of the store; then the transaction that waits for it begins.
 */
export function makeRegisterClaim(ports: ProvisioningPorts): ProvisioningDesk['register'] {
  return async ({ claimId, session }, request) => {
    const form = readRegistration(request);
    if (form.kind === 'rejected') return form;
    const charged = await ports.limiter.charge(
      `register:${claimId}`,
      1,
      registrationsMax,
      registrationWindowMs,
    );
    if (charged.retryAfterMs > 0) return toRejection('too_many');
    const tokenHash = toTokenHash(form.token);
    const earlier = await ports.claims.findRegistration({ claimId, session, tokenHash });
    if (earlier) return await finish(ports, earlier);
    const claim = await ports.claims.find(claimId);
    if (!claim) return toRejection('claim_unknown');
    if (claim.state === 'CONSUMED') return toRejection('claim_used');
    const bearer = await toBearer(ports, claim, form);
    if (bearer.kind === 'rejected') return bearer;
    const stored = await store(ports, bearer, { claim, session, tokenHash });
    return stored.kind === 'registered' ? await finish(ports, stored) : stored;
  };
}

/** Who registers, where, and with which certificate. */
type Bearer = {
  readonly kind: 'bearer';
  readonly identity: DeviceIdentity;
  readonly accountNumber: AccountNumber;
  readonly propertyId: number | null;
  readonly certificate: NewCertificate;
  readonly answer: { readonly certificatePem: string; readonly chainPem: string } | null;
  readonly nonce: string | null;
};

async function toBearer(
  ports: ProvisioningPorts,
  claim: Claim,
  form: RegistrationRequest,
): Promise<Bearer | DeskRejection> {
  const { identity, accountNumber, propertyId } = claim;
  if (identity === null || accountNumber === null) return await proveBearer(ports, claim, form);
  const issued = await ports.certificates.listByIdentity(identity);
  const certificate = issued.find((each) => each.fingerprint === claim.deviceFingerprint);
  if (!certificate) return toRejection('token_invalid');
  return {
    kind: 'bearer',
    ...{ identity, accountNumber, propertyId, certificate, answer: null, nonce: null },
  };
}

/** An unbound claim says nothing of its bearer: the factory key does, and the claim says where. */
async function proveBearer(
  ports: ProvisioningPorts,
  claim: Claim,
  form: RegistrationRequest,
): Promise<Bearer | DeskRejection> {
  if (form.proof === null) {
    const detail = 'this claim is bound to no controller: give euid, nonce, timestamp, signature';
    return toRejection('invalid_proof', detail);
  }
  const place = toAccount(claim, form);
  if (typeof place !== 'string') return place;
  const nowMs = ports.clock.nowMs();
  const proof = await checkProof(ports, form.proof, nowMs);
  if (proof.kind === 'not_enrolled') return toRejection('not_enrolled');
  if (proof.kind === 'faulty') {
    return toRejection('invalid_proof', proof.faults.map(({ message }) => message).join('; '));
  }
  const key = await ports.claims.readCsrKey(claim.id);
  if (key === null) return toRejection('token_invalid');
  const { identity } = proof;
  const spki = new Uint8Array(Buffer.from(key, 'base64'));
  const issued = await ports.authority.issueDevice({ identity, spki });
  return {
    kind: 'bearer',
    identity,
    accountNumber: place as AccountNumber,
    propertyId: form.propertyId ?? claim.propertyId,
    certificate: toNew(issued, identity, nowMs),
    answer: { certificatePem: issued.certificatePem, chainPem: issued.chainPem },
    nonce: form.proof.nonce,
  };
}

function toAccount(claim: Claim, form: RegistrationRequest): string | DeskRejection {
  const wanted = form.accountNumber ?? claim.accountNumber;
  if (wanted === null) {
    return toRejection('invalid_request', 'accountNumber is needed: the claim is for several');
  }
  const place = { accountNumber: wanted, propertyId: form.propertyId, identity: null };
  const [fault] = toBindingFaults({ ...place, class: 'heat_pump_controller' });
  if (fault) return toRejection('invalid_request', fault.message);
  const isAllowed = claim.accounts === 'any' || claim.accounts.includes(wanted);
  return isAllowed ? wanted : toRejection('account_not_allowed');
}

async function store(
  ports: ProvisioningPorts,
  bearer: Bearer,
  part: { claim: Claim; session: string; tokenHash: string },
): Promise<StoredRegistration | DeskRejection> {
  const { identity, accountNumber, certificate, answer, nonce } = bearer;
  const { claim, session, tokenHash } = part;
  const nowMs = ports.clock.nowMs();
  const [holder, certificates] = await Promise.all([
    ports.devices.findByIdentity(identity),
    ports.certificates.listByIdentity(identity),
  ]);
  if (isBound({ accountNumber, holder, certificates, nowMs })) return toRejection('already_bound');
  const rebound = toRebound({ accountNumber, holder });
  const stored = await ports.claims.register({
    ...{ claimId: claim.id, session, tokenHash, certificate, answer, nowMs },
    device: toDevice(ports, bearer, rebound),
    nonce: nonce === null ? null : { value: nonce, keptMs: nonceKeptMs },
  });
  if (stored.kind !== 'registered') return toRejection(stored.why);
  // Of a claim that names its controller the owner was told when it was asked for.
  if (claim.identity === null && rebound) await notifyOfClaim(ports, rebound, claim);
  return stored;
}

/** The device that is bound anew keeps its id and its place; else a new one begins. */
function toDevice(ports: ProvisioningPorts, bearer: Bearer, rebound: DeviceState | null) {
  const { identity, accountNumber, propertyId } = bearer;
  const held = rebound?.device;
  return {
    id: held?.id ?? (ports.ids.next() as DeviceId),
    accountNumber,
    identity,
    propertyId: propertyId ?? held?.propertyId ?? null,
    class: 'heat_pump_controller' as const,
    provider: held?.provider ?? 'OCTOPUS_ENERGY',
    registeredBy: held?.registeredBy ?? ('gateway' as const),
    createdAtMs: held?.createdAtMs ?? ports.clock.nowMs(),
  };
}

/** A repeat comes here too: what was begun is the same transaction. */
async function finish(
  ports: ProvisioningPorts,
  stored: StoredRegistration,
): Promise<RegistrationAnswer> {
  const { claim, certificatePem, chainPem } = stored;
  await acceptProvision(ports, claim);
  const { identity } = claim;
  if (identity === null) return toRejection('unavailable');
  return { kind: 'accepted', identity, certificatePem, chainPem };
}
