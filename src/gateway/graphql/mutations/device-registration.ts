import { toVariants } from '../../../domain/catalogue/catalogue.ts';
import { ApiError } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import { classesOfType } from '../classes-of-type.ts';
import type { DeviceDetailsInput, MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { requireRight } from '../rights.ts';

const words: ErrorWords = {
  codes: { no_adapter: 'KT-CT-4312', registration_open: 'KT-CT-4324' },
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    identity: ['input', 'authentication', 'providerDeviceId'],
    password: ['input', 'authentication', 'accessToken'],
  },
};

/** Begins to onboard a device, with the name that it already uses if the caller gives one. */
export const deviceRegistration: MutationResolvers['deviceRegistration'] = async (
  _root,
  args,
  context,
) => {
  const input = requireInput(args.input);
  const caller = await requireRight(context, 'provision', input.accountNumber);
  const [deviceClass] = classesOfType[input.deviceType];
  if (!deviceClass) throw new ApiError('KT-CT-4312');
  const { device } = await inWordsOf(words, () =>
    context.parts.registerDevice.onboard({
      caller,
      accountNumber: input.accountNumber,
      propertyId: input.propertyId,
      class: deviceClass,
      identity: input.authentication?.providerDeviceId ?? null,
      secret: input.authentication?.accessToken ?? null,
      provider: input.provider,
      variants: toVariants(toIds(input.deviceDetails)),
    }),
  );
  return { possibleErrors: [], registeredDeviceIds: [device.id] };
};

/** Which of the two names the vehicle, and which the charge point, is told by the ids. */
function toIds(details: DeviceDetailsInput | null | undefined): readonly string[] {
  const ids = [details?.deviceVariantId, details?.auxDeviceVariantId];
  return ids.filter((id) => id !== null && id !== undefined);
}
