import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

const words: ErrorWords = { codes: { refused: 'KT-CT-4304' } };

/**
 * A claim for no controller in particular, in the words of AWS IoT's CreateProvisioningClaim
 * (provisioning.md 2.1); its private key is in this answer and nowhere else.
 */
export const createTempProvisioningClaim: MutationResolvers['createTempProvisioningClaim'] = async (
  _root,
  _args,
  context,
  info,
) => {
  const caller = await context.caller();
  const { provisioning, publicMqtt } = context.parts;
  const claim = await inWordsOf(words, () => provisioning.requestOpenClaim(caller, info.fieldName));
  const tempProvisioningClaimCert = {
    certificateId: claim.claimId,
    certificatePem: claim.certificatePem,
    keyPair: { PrivateKey: claim.privateKeyPem, PublicKey: claim.publicKeyPem },
    expiration: Math.floor(claim.expiresAtMs / 1_000),
    chainPem: claim.chainPem,
    mqttUrl: publicMqtt().url,
  };
  return { tempProvisioningClaimCert };
};
