import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

const words: ErrorWords = {
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
  },
};

/** Begins to onboard a device step by step. */
export const startSmartFlexOnboarding: MutationResolvers['startSmartFlexOnboarding'] = async (
  _root,
  { input },
  context,
) => {
  const caller = await context.caller();
  const wizard = await inWordsOf(words, () =>
    context.parts.onboardings.start({ caller, ...input }),
  );
  return { possibleErrors: [], wizard };
};
