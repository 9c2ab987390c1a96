import type { ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';
import { readCsrRequest } from './read-csr.ts';
import { toNew } from './sign-csr.ts';

/** A device that lost the answer asks again; a CA's work is bounded nevertheless: ten in a day. */
const rotationsMax = 10;
const rotationWindowMs = 86_400_000;

/**
 * Rotation (provisioning.md, "Rotation"): a device with a certificate that counts gets the next
 * one. The old one counts for another day after the first connect with the new.
 */
export function makeRotateCertificate(ports: ProvisioningPorts): ProvisioningDesk['rotate'] {
  return async ({ id, identity }, fingerprint, request) => {
    if (identity === null) return toRejection('certificate_inactive');
    const scope = `rotate:${id}`;
    const charged = await ports.limiter.charge(scope, 1, rotationsMax, rotationWindowMs);
    if (charged.retryAfterMs > 0) return toRejection('too_many');
    const reading = await readCsrRequest(ports.authority, request);
    if (reading.kind === 'rejected') return reading;
    const issued = await ports.authority.issueDevice({ identity, spki: reading.spki });
    const nowMs = ports.clock.nowMs();
    const certificate = toNew(issued, identity, nowMs);
    const isStored = await ports.certificates.rotate({ from: fingerprint, certificate, nowMs });
    if (!isStored) return toRejection('certificate_inactive');
    ports.log.info({ deviceId: id, serial: issued.serial }, 'certificate rotated');
    const { certificatePem, chainPem, notAfterMs } = issued;
    return { kind: 'accepted', certificatePem, chainPem, notAfterMs };
  };
}
