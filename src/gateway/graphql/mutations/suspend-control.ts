import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { suspendWords, toAnyDevice } from './control-words.ts';

/** Stops controlling "the" device of an account. */
export const suspendControl: MutationResolvers['suspendControl'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber } = requireInput(args.input);
  const order = {
    target: toAnyDevice(accountNumber),
    commands: [{ kind: 'suspend', params: {} }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, suspendWords);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};
