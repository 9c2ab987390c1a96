import type { QueryResolvers } from '../generated.ts';
import { toApiKeyType } from '../views/api-key.ts';

/** All API keys, revoked ones included; role service. */
export const apiKeys: QueryResolvers['apiKeys'] = async (_root, _args, context) => {
  const keys = await context.parts.administerApiKeys.list(await context.caller());
  return keys.map(toApiKeyType);
};
