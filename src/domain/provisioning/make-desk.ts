import { GatewayError } from '../errors.ts';
import type { DeskRejection, ProvisioningDesk } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import { makeEnterClaim } from './enter-claim.ts';
import type { ProvisioningPorts } from './ports.ts';
import { makeRegisterClaim } from './register-claim.ts';
import { makeRotateCertificate } from './rotate-certificate.ts';
import { makeSignCsr } from './sign-csr.ts';

/** Makes the desk where devices get their certificates, one file for each step. */
export function makeProvisioningDesk(ports: ProvisioningPorts): ProvisioningDesk {
  const guard = makeGuard(ports);
  return {
    enter: guard('enter', makeEnterClaim(ports)),
    sign: guard('sign', makeSignCsr(ports)),
    register: guard('register', makeRegisterClaim(ports)),
    rotate: guard('rotate', makeRotateCertificate(ports)),
  };
}

/** A store that is away, and a bug of ours, are a rejection to come again for. */
function makeGuard({ log }: Pick<ProvisioningPorts, 'log'>) {
  return <Input extends readonly unknown[], Answer>(
    step: string,
    run: (...input: Input) => Promise<Answer>,
  ) =>
    async (...input: Input): Promise<Answer | DeskRejection> => {
      try {
        return await run(...input);
      } catch (error) {
        const isAway = error instanceof GatewayError && error.code === 'unavailable';
        if (isAway) log.warn({ step, err: error }, 'provisioning waits for the store');
        else log.error({ step, err: error }, 'provisioning failed');
        return toRejection('unavailable');
      }
    };
}
