import type { MutationResolvers } from '../generated.ts';

/** Exchanges an API key for a token; a wrong key is an error of the response, not of the payload. */
export const apiKeyAuthentication: MutationResolvers['apiKeyAuthentication'] = async (
  _root,
  { apiKey },
  { services, source },
) => ({ token: await services.signIn.tokenOf(apiKey, source), errors: null });
