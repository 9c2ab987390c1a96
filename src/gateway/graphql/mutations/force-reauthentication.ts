import type { MutationResolvers } from '../generated.ts';

/** Makes every token of the caller's subject that was issued before now invalid, this one too. */
export const forceReauthentication: MutationResolvers['forceReauthentication'] = async (
  _root,
  _args,
  context,
) => {
  const { authenticator, signIns, clock } = context.parts;
  const caller = await context.caller();
  const effectiveAt = clock.nowMs();
  await signIns.invalidate(caller.subject, effectiveAt);
  authenticator.forget(caller);
  return { tokensInvalidated: true, effectiveAt };
};
