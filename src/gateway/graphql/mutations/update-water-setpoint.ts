import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = { inputPaths: { setpointC: ['setpoint'] } };

/** Sets the hot water; serves `updateWaterSetpoint` and `octoHeatPumpUpdateWaterSetpoint`. */
export const updateWaterSetpoint: MutationResolvers['updateWaterSetpoint'] = async (
  _root,
  args,
  context,
  info,
) => {
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'set_water_setpoint', params: { setpointC: args.setpoint } }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
