import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { cancelBoostWords } from './boost-words.ts';

/** Ends the boost of "the" charge point or vehicle of an account. */
export const deleteBoostCharge: MutationResolvers['deleteBoostCharge'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber } = requireInput(args.input);
  const order = {
    target: { by: 'newest', accountNumber, classes: ['charger', 'vehicle'] },
    commands: [{ kind: 'cancel_boost', params: {} }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, cancelBoostWords);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};
