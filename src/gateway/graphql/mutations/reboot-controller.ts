import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

/** Restarts a controller; one that is not connected is not restarted later either. */
export const rebootController: MutationResolvers['octoHeatPumpRebootController'] = async (
  _root,
  args,
  context,
  info,
) => {
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'reboot', params: {} }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, {});
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
