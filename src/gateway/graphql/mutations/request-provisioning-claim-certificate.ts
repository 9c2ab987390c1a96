import { GatewayError } from '../../../domain/errors.ts';
import { invalidInput } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';

const words: ErrorWords = {
  codes: { invalid_parameters: 'KT-CT-4332', refused: 'KT-CT-4304' },
  inputPaths: {
    euid: ['requestParameters', 'euid'],
    nonce: ['requestParameters', 'nonce'],
    signature: ['requestParameters', 'signature'],
    timestamp: ['requestParameters', 'timestamp'],
  },
};

/** Property numbers are database keys; more digits are no number that anybody gave out. */
const propertyIdForm = /^[0-9]{1,15}$/;

type Resolver = MutationResolvers['requestProvisioningClaimCertificate'];

/** Gives out a claim; its private key is in this answer and nowhere else. Serves both spellings. */
export const requestProvisioningClaimCertificate: Resolver = async (_root, args, context, info) => {
  const { accountNumber, requestParameters } = args;
  const caller = await requireRight(context, 'provision', accountNumber);
  const { provisioning, publicMqtt } = context.parts;
  const { host, url } = publicMqtt();
  const claim = await inWordsOf(words, () => {
    if (url === null) throw noListener();
    return provisioning.requestClaim({
      caller,
      accountNumber,
      propertyId: parsePropertyId(args.propertyId ?? null),
      ...requestParameters,
      mutation: info.fieldName,
    });
  });
  return {
    possibleErrors: [],
    provisioningClaimBundle: {
      certificate: claim.certificatePem,
      encryptedPrivateKey: claim.sealedPrivateKey,
      awsIotHostname: host,
      chain: claim.chainPem,
      mqttUrl: url,
      claimId: claim.claimId,
      expiresAt: claim.expiresAtMs,
    },
  };
};

/** A claim that no controller could connect with is none. */
function noListener(): GatewayError {
  const detail = 'this gateway has no TLS listener: its operator sets MQTTS_PORT';
  return new GatewayError('refused', detail, { reason: { code: 'no_tls_listener', detail } });
}

function parsePropertyId(text: string | null): number | null {
  if (text === null) return null;
  if (propertyIdForm.test(text.trim())) return Number(text);
  const message = 'it is the number of a property, for example "12"';
  throw invalidInput('KT-CT-4332', { message, inputPath: ['propertyId'] });
}
