import { mayDo } from '../caller.ts';
import type { DeviceIdentity } from '../device.ts';
import { GatewayError } from '../errors.ts';
import { parseEuid } from '../identity.ts';
import type { DeviceState } from '../ports/devices.ts';
import type { Claim, DeviceCertificate } from '../ports/provisioning.ts';
import type { Transaction } from '../transaction.ts';
import { isCounting } from './binding.ts';
import type { ProvisioningPorts } from './ports.ts';
import type { Provisioning, ProvisioningView } from './provisioning.ts';
import { type StepFacts, toAdvice, toStep } from './step.ts';

type StatusPorts = Pick<
  ProvisioningPorts,
  'factoryKeys' | 'claims' | 'certificates' | 'devices' | 'transactions' | 'clock'
>;

/** See `Provisioning.status`. */
export function makeProvisioningStatus(ports: StatusPorts): Provisioning['status'] {
  return async (caller, { accountNumber, euid }) => {
    if (!mayDo(caller, 'read', accountNumber)) {
      const message = 'the credential may not read this account';
      throw new GatewayError('not_permitted', message, { accountNumber });
    }
    const identity = parseEuid(euid);
    if (!identity) throw new GatewayError('device_not_found', 'an EUID is 16 hex digits');
    const nowMs = ports.clock.nowMs();
    const found = await readAll(ports, identity, accountNumber);
    const facts: StepFacts = { ...found, nowMs };
    const step = toStep(facts);
    return { identity, step, advice: toAdvice(step, facts), ...toParts(found, nowMs) };
  };
}

type Found = {
  readonly enrolledAtMs: number | null;
  readonly claim: Claim | null;
  readonly state: DeviceState | null;
  readonly certificates: readonly DeviceCertificate[];
  readonly transaction: Transaction | null;
};

/** Of another account's controller nothing is read but that it is enrolled. */
async function readAll(
  ports: StatusPorts,
  identity: DeviceIdentity,
  accountNumber: string,
): Promise<Found> {
  const [key, newest, holder] = await Promise.all([
    ports.factoryKeys.find(identity),
    ports.claims.findByIdentity(identity),
    ports.devices.findByIdentity(identity),
  ]);
  const enrolledAtMs = key?.enrolledAtMs ?? null;
  const isHeld = holder?.device.retiredAtMs === null;
  const isTheirs = isHeld && holder.device.accountNumber !== accountNumber;
  const claim = newest?.accountNumber === accountNumber ? newest : null;
  if (isTheirs || !(isHeld || claim)) {
    return { enrolledAtMs, claim: null, state: null, certificates: [], transaction: null };
  }
  const [certificates, transaction] = await Promise.all([
    ports.certificates.listByIdentity(identity),
    claim?.state === 'CONSUMED' ? ports.transactions.find(claim.transactionId) : null,
  ]);
  const since = claim?.createdAtMs ?? 0;
  // Before this account's own time the controller may have been another's.
  const own = isHeld ? certificates : certificates.filter(({ issuedAtMs }) => issuedAtMs >= since);
  return { enrolledAtMs, claim, state: isHeld ? holder : null, certificates: own, transaction };
}

function toParts(
  found: Found,
  nowMs: number,
): Omit<ProvisioningView, 'identity' | 'step' | 'advice'> {
  const { claim, state, certificates, transaction } = found;
  return {
    enrolledAtMs: found.enrolledAtMs,
    claim: claim && {
      id: claim.id,
      state: claim.state !== 'CONSUMED' && claim.expiresAtMs <= nowMs ? 'EXPIRED' : claim.state,
      createdAtMs: claim.createdAtMs,
      expiresAtMs: claim.expiresAtMs,
    },
    device: state && {
      id: state.device.id,
      connected: state.link.live,
      firstConnectedAtMs: state.device.firstConnectedAtMs,
    },
    certificates: certificates.map((certificate) => ({
      fingerprint: certificate.fingerprint,
      state: isEnded(certificate, nowMs) ? 'REVOKED' : certificate.state,
      serial: certificate.serial,
      issuedAtMs: certificate.issuedAtMs,
      notAfterMs: certificate.notAfterMs,
      firstUsedAtMs: certificate.firstUsedAtMs,
    })),
    transaction: transaction && { id: transaction.id, status: transaction.status },
  };
}

/** The old one of a rotation whose day is over. */
function isEnded(certificate: DeviceCertificate, nowMs: number): boolean {
  return certificate.state === 'ACTIVE' && !isCounting(certificate, nowMs);
}
