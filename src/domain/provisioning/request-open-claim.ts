import { createPublicKey } from 'node:crypto';
import type { Caller } from '../caller.ts';
import type { AccountNumber } from '../device.ts';
import { GatewayError } from '../errors.ts';
import { chargeClaim } from './claim-limits.ts';
import type { ProvisioningPorts } from './ports.ts';
import type { Provisioning } from './provisioning.ts';
import { issueClaim } from './request-claim.ts';

/** See `Provisioning.requestOpenClaim`: bound to nothing, so registering must prove an identity. */
export function makeRequestOpenClaim(ports: ProvisioningPorts): Provisioning['requestOpenClaim'] {
  return async (caller, mutation) => {
    if (caller.role !== 'service' && caller.role !== 'installer') {
      throw new GatewayError('not_permitted', 'only an installer may ask for an unbound claim');
    }
    await chargeClaim(ports, { caller, property: null });
    const { claim, issued } = await issueClaim(ports, {
      identity: null,
      ...toAccounts(caller),
      propertyId: null,
      requestedBy: caller.subject,
      onBehalfOf: caller.onBehalfOf,
      mutation,
    });
    await ports.claims.open(claim, null);
    const { certificatePem, chainPem, privateKeyPem } = issued;
    const publicKey = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' });
    return {
      ...{ claimId: claim.id, certificatePem, chainPem, privateKeyPem },
      publicKeyPem: publicKey.toString(),
      expiresAtMs: claim.expiresAtMs,
    };
  };
}

function toAccounts({ role, accounts }: Caller) {
  if (role === 'service') return { accounts: 'any', accountNumber: null } as const;
  const only = accounts.length === 1 ? (accounts[0] as AccountNumber) : null;
  return { accounts, accountNumber: only };
}
