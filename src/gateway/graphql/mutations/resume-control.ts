import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { resumeWords, toAnyDevice } from './control-words.ts';

/** Controls again "the" device of an account. */
export const resumeControl: MutationResolvers['resumeControl'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber } = requireInput(args.input);
  const order = {
    target: toAnyDevice(accountNumber),
    commands: [{ kind: 'resume', params: {} }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, resumeWords);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};
