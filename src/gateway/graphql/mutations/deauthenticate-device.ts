import { inWordsOf } from '../../errors/to-api-error.ts';
import { classesOfType } from '../classes-of-type.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { toDeviceType, toProvider } from '../views/device-words.ts';

const everyClass = Object.values(classesOfType).flat();

/** Retires the account's newest device of a type, or of any, and closes its link. */
export const deauthenticateDevice: MutationResolvers['deauthenticateDevice'] = async (
  _root,
  args,
  context,
) => {
  const { accountNumber, deviceType } = requireInput(args.input);
  const caller = await context.caller();
  const classes = deviceType ? classesOfType[deviceType] : everyClass;
  const { device } = await inWordsOf({}, () =>
    context.parts.retireDevice.newest(caller, accountNumber, classes),
  );
  return {
    possibleErrors: [],
    krakenflexDevice: {
      krakenflexDeviceId: device.id,
      provider: toProvider(device),
      deviceType: toDeviceType(device),
    },
  };
};
