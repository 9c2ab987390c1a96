import type { MutationResolvers } from '../generated.ts';

/** Exchanges an API key for a token; a wrong key is an error of the response. */
export const apiKeyAuthentication: MutationResolvers['apiKeyAuthentication'] = async (
  _root,
  { apiKey },
  { parts, source },
) => ({ token: await parts.signIn.tokenOf(apiKey, source), errors: null });
