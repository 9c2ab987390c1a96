import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  inputPaths: { sensorCode: ['sensorCode'], displayName: ['displayName'] },
};

/** Renames a sensor; serves the plain and the `octoHeatPump` spelling. */
export const updateSensorDisplayName: MutationResolvers['updateSensorDisplayName'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { sensorCode, displayName } = args;
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'rename_sensor', params: { sensorCode, displayName } }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
