import type { ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { makeDeskGuard } from './desk-guard.ts';
import { makeEnterClaim } from './enter-claim.ts';
import type { ProvisioningPorts } from './ports.ts';
import { makeRegisterClaim } from './register-claim.ts';
import { makeRotateCertificate } from './rotate-certificate.ts';
import { makeSignCsr } from './sign-csr.ts';

/** Makes the desk where devices get their certificates, one file for each step. */
export function makeProvisioningDesk(ports: ProvisioningPorts): ProvisioningDesk {
  const guard = makeDeskGuard(ports);
  return {
    enter: guard('enter', makeEnterClaim(ports)),
    sign: guard('sign', makeSignCsr(ports)),
    register: guard('register', makeRegisterClaim(ports)),
    rotate: guard('rotate', makeRotateCertificate(ports)),
  };
}
