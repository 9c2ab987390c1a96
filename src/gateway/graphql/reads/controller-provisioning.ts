import { inWordsOf } from '../../errors/to-api-error.ts';
import type { QueryResolvers } from '../generated.ts';
import { toControllerProvisioning } from '../views/controller-provisioning.ts';

/** How far a controller has come, for the one who installs it. */
export const controllerProvisioning: QueryResolvers['controllerProvisioning'] = async (
  _root,
  args,
  context,
) => {
  const { provisioning, transactions } = context.parts;
  const caller = await context.caller();
  const view = await inWordsOf({}, () => provisioning.status(caller, args));
  const transaction = view.transaction && (await transactions.find(view.transaction.id));
  return toControllerProvisioning(view, transaction);
};
