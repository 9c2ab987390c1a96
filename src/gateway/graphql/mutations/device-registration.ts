import { toVariants, type Variants } from '../../../domain/catalogue/catalogue.ts';
import type { DeviceClass } from '../../../domain/device.ts';
import { ApiError } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import { classesOfType, notControlled } from '../classes-of-type.ts';
import type {
  DeviceDetailsInput,
  DeviceRegistrationInput,
  MutationResolvers,
} from '../generated.ts';
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
  const variants = toVariants(toIds(input.deviceDetails));
  const deviceClass = toClass(input, variants);
  if (!deviceClass) throw new ApiError('KT-CT-4312', notControlled(input.deviceType));
  const { device } = await inWordsOf(words, () =>
    context.parts.registerDevice.onboard({
      caller,
      accountNumber: input.accountNumber,
      propertyId: input.propertyId,
      class: deviceClass,
      identity: input.authentication?.providerDeviceId ?? null,
      secret: input.authentication?.accessToken ?? null,
      provider: input.provider,
      variants,
    }),
  );
  return { possibleErrors: [], registeredDeviceIds: [device.id] };
};

/** By OCPP, whoever names a vehicle and no charge point registers the vehicle itself. */
function toClass(
  { deviceType, provider }: DeviceRegistrationInput,
  variants: Variants | 'unknown' | null,
): DeviceClass | undefined {
  const [usual] = classesOfType[deviceType];
  const isNamed = variants !== null && variants !== 'unknown' && variants.vehicleId !== null;
  const isItself = isNamed && variants.chargePointId === null && provider === 'OCPP';
  return usual === 'charger' && isItself ? 'vehicle' : usual;
}

/** Which of the two names the vehicle, and which the charge point, is told by the ids. */
function toIds(details: DeviceDetailsInput | null | undefined): readonly string[] {
  const ids = [details?.deviceVariantId, details?.auxDeviceVariantId];
  return ids.filter((id) => id !== null && id !== undefined);
}
