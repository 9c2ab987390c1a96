import type { DeviceClass } from '../../../domain/device.ts';
import { ApiError } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { DeviceRegistrationInput, MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';

const words: ErrorWords = {
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    identity: ['input', 'authentication', 'providerDeviceId'],
  },
};

/** Begins to onboard a device, with the name that it already uses if the caller gives one. */
export const deviceRegistration: MutationResolvers['deviceRegistration'] = async (
  _root,
  args,
  context,
) => {
  const input = requireInput(args.input);
  const caller = await context.caller();
  const deviceId = await inWordsOf(words, () =>
    context.parts.registerDevice.onboard({
      caller,
      accountNumber: input.accountNumber,
      propertyId: input.propertyId,
      class: toClass(input),
      identity: input.authentication?.providerDeviceId ?? null,
      provider: input.provider,
    }),
  );
  return { possibleErrors: [], registeredDeviceIds: [deviceId] };
};

/** Vehicles of other providers would need the makers' clouds, which the gateway does not speak. */
function toClass({ deviceType, provider }: DeviceRegistrationInput): DeviceClass {
  const isOcpp = provider === 'OCPP' || provider === 'OCPP_WALLBOX';
  if (deviceType === 'ELECTRIC_VEHICLES' && isOcpp) return 'charger';
  if (deviceType === 'BATTERIES' && !isOcpp) return 'battery';
  if (deviceType === 'HEAT_PUMPS' && !isOcpp) return 'heat_pump_unit';
  throw new ApiError('KT-CT-4312');
}
