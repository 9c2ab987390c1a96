import { ApiError } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import { classesOfType, notControlled } from '../classes-of-type.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { requireRight } from '../rights.ts';
import { showKrakenflexDevice } from '../show-device.ts';

const words: ErrorWords = {
  codes: { device_not_found: 'KT-CT-4313', unusable_secret: 'KT-CT-4315' },
  inputPaths: { password: ['input', 'authentication', 'accessToken'] },
};

/** Gives a device another secret and cuts its link, so that it signs in anew. */
export const reauthenticateDevice: MutationResolvers['reauthenticateDevice'] = async (
  _root,
  args,
  context,
) => {
  const { accountNumber, deviceType, authentication } = requireInput(args.input);
  const caller = await requireRight(context, 'provision', accountNumber);
  const classes = classesOfType[deviceType];
  if (classes.length === 0) throw new ApiError('KT-CT-4363', notControlled(deviceType));
  const state = await inWordsOf(words, () =>
    context.parts.deviceCredentials.reauthenticate({
      caller,
      accountNumber,
      classes,
      identity: authentication.providerDeviceId ?? null,
      secret: authentication.accessToken ?? null,
    }),
  );
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, state) };
};
