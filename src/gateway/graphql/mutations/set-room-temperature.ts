import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { submit } from '../submit.ts';
import { toHeatPumpDevice } from '../views/heat-pump-device.ts';

const words: ErrorWords = {
  codes: {
    invalid_parameters: 'KT-CT-4329',
    not_permitted: 'KT-CT-7223',
    refused: 'KT-CT-4346',
    unsupported: 'KT-CT-4346',
    device_queue_full: 'KT-CT-4346',
  },
  inputPaths: { setpointC: ['input', 'temperature'] },
};

/** Sets the room temperature of "the" third-party heat pump of an account. */
export const setRoomTemperature: MutationResolvers['setRoomTemperature'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber, temperature } = requireInput(args.input, 'KT-CT-4329');
  const order = {
    target: { by: 'newest', accountNumber, classes: ['heat_pump_unit'] },
    commands: [{ kind: 'set_room_temperature', params: { setpointC: temperature } }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, words);
  return { possibleErrors: [], heatPumpDevice: toHeatPumpDevice(device) };
};
