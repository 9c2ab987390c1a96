import type { ChargerDesk } from '../ports/charger-desk.ts';
import { makeDeskGuard } from './desk-guard.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';
import { readCsrRequest } from './read-csr.ts';
import { toNew } from './sign-csr.ts';

/** A charger that lost the answer asks again; a CA's work is bounded nevertheless: ten in a day. */
const requestsMax = 10;
const requestWindowMs = 86_400_000;

type Parts = Pick<ProvisioningPorts, 'authority' | 'certificates' | 'limiter' | 'clock' | 'log'>;

/**
 * Makes the desk of chargers (OCPP 1.6 security whitepaper 4.2, OCPP 2.0.1 A02 and A03). A request
 * that names somebody else is a charger that was set up wrong, or worse: nothing is signed.
 */
export function makeChargerDesk(ports: Parts): ChargerDesk {
  const sign: ChargerDesk['sign'] = async ({ id, identity }, epoch, csrPem) => {
    if (identity === null) return toRejection('certificate_inactive');
    const scope = `sign:${id}`;
    const charged = await ports.limiter.charge(scope, 1, requestsMax, requestWindowMs);
    if (charged.retryAfterMs > 0) return toRejection('too_many');
    const reading = await readCsrRequest(ports.authority, { csrPem });
    if (reading.kind === 'rejected') return reading;
    if (!reading.names.includes(identity)) {
      return toRejection('invalid_csr', 'its common name is not the identity of this charger');
    }
    const issued = await ports.authority.issueCharger({ identity, spki: reading.spki });
    const nowMs = ports.clock.nowMs();
    const certificate = toNew(issued, identity, nowMs);
    const isStored = await ports.certificates.pend(certificate, { deviceId: id, epoch }, nowMs);
    if (!isStored) return toRejection('certificate_inactive');
    const { serial, notAfterMs } = issued;
    ports.log.info({ deviceId: id, serial }, 'certificate of a charger signed');
    const chainPem = `${issued.certificatePem.trim()}\n${issued.chainPem.trim()}\n`;
    return { kind: 'accepted', chainPem, serial, notAfterMs };
  };
  return { sign: makeDeskGuard(ports)('sign-charger', sign) };
}
