import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  inputPaths: {
    zone: ['operationParameters', 'zone'],
    sensorCode: ['operationParameters', 'sensorCode'],
  },
};

/** Chooses the sensor that a zone is controlled by. */
export const setZonePrimarySensor: MutationResolvers['octoHeatPumpSetZonePrimarySensor'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { zone, sensorCode } = args.operationParameters;
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'set_primary_sensor', params: { zone, sensorCode } }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
