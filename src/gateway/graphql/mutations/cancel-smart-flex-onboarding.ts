import { inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

/** Gives an onboarding up; its device is retired unless it is live. */
export const cancelSmartFlexOnboarding: MutationResolvers['cancelSmartFlexOnboarding'] = async (
  _root,
  { input },
  context,
) => {
  const caller = await context.caller();
  const wizard = await inWordsOf({}, () =>
    context.parts.onboardings.cancel(caller, input.wizardId),
  );
  return { possibleErrors: [], wizard };
};
