import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  codes: {
    invalid_parameters: 'KT-CT-4309',
    refused: 'KT-CT-4309',
    unsupported: 'KT-CT-4309',
    device_queue_full: 'KT-CT-4309',
  },
  inputPaths: { sensorCode: ['sensorId'] },
};

/** Makes a controller forget a sensor; serves `removeSensor` and `octoHeatPumpRemoveSensor`. */
export const removeSensor: MutationResolvers['removeSensor'] = async (
  _root,
  args,
  context,
  info,
) => {
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'remove_sensor', params: { sensorCode: args.sensorId } }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
