import { mayDo } from '../../../domain/caller.ts';
import type { TransactionId } from '../../../domain/transaction.ts';
import type { QueryResolvers } from '../generated.ts';

/** One transaction; an unknown one and one of a foreign account are both null. */
export const deviceTransaction: QueryResolvers['deviceTransaction'] = async (
  _root,
  { id },
  context,
) => {
  const caller = await context.caller();
  const found = await context.parts.transactions.find(id as TransactionId);
  return found && mayDo(caller, 'read', found.accountNumber) ? found : null;
};
