import type { MutationResolvers } from '../generated.ts';

/** Cancels a transaction that was not sent yet, and answers it as it is then. */
export const cancelDeviceTransaction: MutationResolvers['cancelDeviceTransaction'] = async (
  _root,
  { id },
  context,
) => {
  const { cancelTransaction, transactions } = context.parts;
  const cancelled = await cancelTransaction(await context.caller(), id);
  return { transaction: await transactions.find(cancelled) };
};
