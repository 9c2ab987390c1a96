import { makeEnrol } from './enrol.ts';
import type { ProvisioningPorts } from './ports.ts';
import type { Provisioning } from './provisioning.ts';
import { makeRequestClaim } from './request-claim.ts';
import { makeRequestOpenClaim } from './request-open-claim.ts';
import { makeRevokeController } from './revoke-controller.ts';
import { makeProvisioningStatus } from './status.ts';

/** Makes what provisioning offers to the north side, one file each. */
export function makeProvisioning(ports: ProvisioningPorts): Provisioning {
  return {
    requestClaim: makeRequestClaim(ports),
    requestOpenClaim: makeRequestOpenClaim(ports),
    enrol: makeEnrol(ports),
    revoke: makeRevokeController(ports),
    status: makeProvisioningStatus(ports),
  };
}
