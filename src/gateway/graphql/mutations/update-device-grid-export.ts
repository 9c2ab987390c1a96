import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showDevice } from '../show-device.ts';
import { submit } from '../submit.ts';

const words: ErrorWords = {
  codes: { refused: 'KT-CT-4386', unsupported: 'KT-CT-4386', device_queue_full: 'KT-CT-4386' },
};

/** Says whether a battery may give to the grid. */
export const updateDeviceGridExport: MutationResolvers['updateDeviceGridExport'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { deviceId, enabled } = requireInput(args.input);
  const order = {
    target: { by: 'id', id: deviceId },
    commands: [{ kind: 'set_grid_export', params: { enabled } }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, words);
  return await showDevice(context, device);
};
