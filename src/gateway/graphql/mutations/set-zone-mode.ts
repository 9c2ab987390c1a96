import type { CommandParams } from '../../../domain/command.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers, SetZoneModeParameters } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  codes: {
    invalid_parameters: 'KT-CT-4333',
    refused: 'KT-CT-4306',
    unsupported: 'KT-CT-4306',
    device_queue_full: 'KT-CT-4306',
  },
  inputPaths: {
    zone: ['operationParameters', 'zone'],
    mode: ['operationParameters', 'mode'],
    setpointC: ['operationParameters', 'setpointInCelsius'],
    endAt: ['operationParameters', 'endAt'],
    scheduleOverrideAction: ['operationParameters', 'scheduleOverrideAction'],
  },
};

/** Puts a zone into a mode; serves `setZoneMode` and `octoHeatPumpSetZoneMode`. */
export const setZoneMode: MutationResolvers['setZoneMode'] = async (_root, args, context, info) => {
  const order = {
    target: await toControllerTarget(context, args),
    commands: [{ kind: 'set_zone_mode', params: toParams(args.operationParameters) }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};

/** An explicit null means the same as an absent field. */
function toParams(input: SetZoneModeParameters): CommandParams<'set_zone_mode'> {
  const { zone, mode, setpointInCelsius, endAt, scheduleOverrideAction } = input;
  return {
    zone,
    mode,
    ...(typeof setpointInCelsius === 'number' && { setpointC: setpointInCelsius }),
    ...(typeof endAt === 'number' && { endAt: new Date(endAt).toISOString() }),
    ...(scheduleOverrideAction && { scheduleOverrideAction }),
  };
}
