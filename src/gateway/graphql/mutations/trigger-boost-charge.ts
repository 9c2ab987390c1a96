import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { boostWords } from './boost-words.ts';

/** Boosts "the" charge point or vehicle of an account. */
export const triggerBoostCharge: MutationResolvers['triggerBoostCharge'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber } = requireInput(args.input);
  const order = {
    target: { by: 'newest', accountNumber, classes: ['charger', 'vehicle'], orRetired: true },
    commands: [{ kind: 'boost', params: {} }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, boostWords);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};
