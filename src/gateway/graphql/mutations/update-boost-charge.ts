import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { boostWords, cancelBoostWords } from './boost-words.ts';

/** Begins or ends the boost of one device; it answers the device as it is from then on. */
export const updateBoostCharge: MutationResolvers['updateBoostCharge'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { deviceId, action } = requireInput(args.input);
  const isBoost = action === 'BOOST';
  const order = {
    target: { by: 'id', id: deviceId },
    commands: [{ kind: isBoost ? 'boost' : 'cancel_boost', params: {} }],
    input: args.input,
  } as const;
  const words = isBoost ? boostWords : cancelBoostWords;
  const { device } = await submit(context, info, order, words);
  return await showDevice(context, device);
};
