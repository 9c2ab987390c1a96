import { inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showDevice } from '../show-device.ts';

/** Retires one device and closes its link. */
export const deauthenticateFlexDevice: MutationResolvers['deauthenticateFlexDevice'] = async (
  _root,
  args,
  context,
) => {
  const { deviceId } = requireInput(args.input);
  const caller = await context.caller();
  const state = await inWordsOf({}, () => context.parts.retireDevice.byId(caller, deviceId));
  return { possibleErrors: [], device: await showDevice(context, state) };
};
