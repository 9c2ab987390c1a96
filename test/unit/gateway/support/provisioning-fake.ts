import { type Caller, mayDo, type Right } from '../../../../src/domain/caller.ts';
import { GatewayError } from '../../../../src/domain/errors.ts';
import type { Provisioning } from '../../../../src/domain/provisioning/provisioning.ts';
import { assertUp, type FakeWorld } from './world.ts';

/** Texts that may be in an answer and in no log. */
export const claimSecrets = {
  sealedPrivateKey: 'eyJhbGciOiJFQ0RILUVTIn0..c2VhbGVkLWl2.c2VhbGVkLWtleQ.dGFn',
  privateKeyPem: '-----BEGIN PRIVATE KEY-----\nb3Blbi1rZXk=\n-----END PRIVATE KEY-----\n',
} as const;

/** Provisioning with the rights that it promises, and claims that are texts. */
export function makeProvisioningFake(world: FakeWorld): Provisioning {
  const assertMay = (caller: Caller, right: Right, accountNumber: string) => {
    assertUp(world);
    if (!mayDo(caller, right, accountNumber)) throw new GatewayError('not_permitted', 'no');
    if (world.refusal) throw world.refusal;
  };
  const claim = {
    claimId: 'claim-1',
    certificatePem: 'CLAIM',
    chainPem: 'CHAIN',
    expiresAtMs: world.nowMs + 300_000,
  };
  return {
    requestClaim: async (request) => {
      assertMay(request.caller, 'provision', request.accountNumber);
      world.claimRequests.push(request);
      return { ...claim, sealedPrivateKey: claimSecrets.sealedPrivateKey };
    },
    requestOpenClaim: async (caller) => {
      const mayAsk = caller.role === 'service' || caller.role === 'installer';
      if (!mayAsk) throw new GatewayError('not_permitted', 'no');
      if (world.refusal) throw world.refusal;
      return { ...claim, privateKeyPem: claimSecrets.privateKeyPem, publicKeyPem: 'PUBLIC' };
    },
    enrol: async (caller, keys) => {
      assertMay(caller, 'administer', '');
      world.enrolled.push(...keys);
      return { enrolled: keys.length, replaced: 0 };
    },
    revoke: async (caller, { accountNumber }) => {
      assertMay(caller, 'provision', accountNumber);
      return { revoked: 2 };
    },
    status: async (caller, { accountNumber }) => {
      assertMay(caller, 'read', accountNumber);
      if (world.provisioning) return world.provisioning;
      throw new GatewayError('device_not_found', 'no such EUID');
    },
  };
}
