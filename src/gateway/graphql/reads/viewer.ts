import type { QueryResolvers } from '../generated.ts';

/** The caller; the roles service and operator may read accounts that no credential names. */
export const viewer: QueryResolvers['viewer'] = async (_root, _args, context) => {
  const { subject, accounts } = await context.caller();
  return {
    id: subject,
    accounts: accounts.map((number) => ({ __typename: 'AccountType' as const, number })),
  };
};
