import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { fromGatewayRole } from '../views/api-key.ts';

const words: ErrorWords = {
  inputPaths: { name: ['input', 'name'], accounts: ['input', 'accounts'] },
};

/** Makes an API key; its text is in this answer and nowhere else. */
export const createApiKey: MutationResolvers['createApiKey'] = async (
  _root,
  { input },
  context,
) => {
  const caller = await context.caller();
  const key = {
    name: input.name,
    role: fromGatewayRole(input.role),
    accounts: input.accounts ?? [],
  };
  const { apiKey, secret } = await inWordsOf(words, () =>
    context.parts.administerApiKeys.create(caller, key),
  );
  return { id: apiKey.id, key: secret };
};
