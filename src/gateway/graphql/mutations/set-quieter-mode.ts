import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

/** Lets the heat pump run quieter, or no longer. */
export const setQuieterMode: MutationResolvers['octoHeatPumpSetQuieterMode'] = async (
  _root,
  { euid, quieterModeEnabled },
  context,
  info,
) => {
  const order = {
    target: await toControllerTarget(context, { euid }),
    commands: [{ kind: 'set_quieter_mode', params: { enabled: quieterModeEnabled } }],
    input: { euid, quieterModeEnabled },
  } as const;
  const accepted = await submit(context, info, order, {});
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
