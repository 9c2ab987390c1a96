import { toSubject } from '../../auth/authenticate.ts';
import { ApiError } from '../../errors/api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { toApiKeyType } from '../views/api-key.ts';

/** Revokes an API key: its tokens stop here at once, on other nodes within seconds. */
export const revokeApiKey: MutationResolvers['revokeApiKey'] = async (_root, { id }, context) => {
  const { administerApiKeys, authenticator } = context.parts;
  const apiKey = await administerApiKeys.revoke(await context.caller(), id);
  if (!apiKey) throw new ApiError('api_key_not_found');
  authenticator.forget({ subject: toSubject(apiKey.id) });
  return { apiKey: toApiKeyType(apiKey) };
};
