import type { CommandParams } from '../../../domain/command.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { FlowTemperatureInput, MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const input = 'flowTemperatureInput';
const words: ErrorWords = {
  inputPaths: {
    weatherCompensation: [input, 'useWeatherCompensation'],
    flowC: [input, 'flowTemperature', 'value'],
    minC: [input, 'weatherCompensationValues', 'minimum', 'value'],
    maxC: [input, 'weatherCompensationValues', 'maximum', 'value'],
  },
};

type FlowTemperatureResolver = MutationResolvers['octoHeatPumpUpdateFlowTemperatureConfiguration'];

/** Sets how warm the water for heating is: fixed, or by the weather. */
export const updateFlowTemperature: FlowTemperatureResolver = async (
  _root,
  args,
  context,
  info,
) => {
  const params = toParams(args.flowTemperatureInput);
  const order = {
    target: await toControllerTarget(context, { euid: args.euid }),
    commands: [{ kind: 'set_flow_temperature', params }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};

/**
 * Clients send both halves whichever is used: the one that does not belong to the mode is left out
 * (kraken-api.md 1.5, `FlowTemperatureInput`).
 */
function toParams(flow: FlowTemperatureInput): CommandParams<'set_flow_temperature'> {
  const { useWeatherCompensation: weatherCompensation, flowTemperature } = flow;
  const range = flow.weatherCompensationValues;
  if (!weatherCompensation) {
    return { weatherCompensation, ...(flowTemperature && { flowC: flowTemperature.value }) };
  }
  if (!range) return { weatherCompensation };
  return { weatherCompensation, minC: range.minimum.value, maxC: range.maximum.value };
}
