import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { submit } from '../submit.ts';
import { toHeatPumpDevice } from '../views/heat-pump-device.ts';

const words: ErrorWords = {
  codes: { refused: 'KT-CT-4336', unsupported: 'KT-CT-4336', device_queue_full: 'KT-CT-4336' },
};

/** Switches the hot water of "the" third-party heat pump of an account. */
export const setHotWaterState: MutationResolvers['setHotWaterState'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber, state } = requireInput(args.input);
  const order = {
    target: { by: 'newest', accountNumber, classes: ['heat_pump_unit'] },
    commands: [{ kind: 'set_hot_water', params: { on: state } }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, words);
  return { possibleErrors: [], heatPumpDevice: toHeatPumpDevice(device) };
};
