import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

const words: ErrorWords = {
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    latitude: ['input', 'latitude'],
    longitude: ['input', 'longitude'],
  },
};

/** Stores where a property is: a vehicle is charged there only. */
export const setPropertyLocation: MutationResolvers['setPropertyLocation'] = async (
  _root,
  { input },
  context,
) => {
  const caller = await context.caller();
  await inWordsOf(words, () => context.parts.setPropertyLocation({ caller, ...input }));
  return { propertyId: input.propertyId };
};
