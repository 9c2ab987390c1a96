import { checkVariants } from '../../../domain/catalogue/catalogue.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';

const words: ErrorWords = {
  codes: { already_registered: 'KT-CT-4312', unusable_secret: 'KT-CT-4351' },
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    identity: ['input', 'authentication', 'providerDeviceId'],
    password: ['input', 'authentication', 'accessToken'],
  },
};

/** Begins to onboard a charge point with the vehicle that it charges. */
export const registerDevice: MutationResolvers['registerDevice'] = async (_root, args, context) => {
  const input = requireInput(args.input);
  const caller = await context.caller();
  const { vehicle, chargePoint, authentication } = input;
  const state = await inWordsOf(words, () =>
    context.parts.registerDevice.onboard({
      caller,
      accountNumber: input.accountNumber,
      propertyId: input.propertyId ?? null,
      class: 'charger',
      identity: authentication?.providerDeviceId ?? null,
      secret: authentication?.accessToken ?? null,
      provider: input.supportedProvider,
      variants: checkVariants({
        vehicleId: String(vehicle.vehicleId),
        chargePointId: chargePoint.chargePointId ?? null,
      }),
    }),
  );
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, state) };
};
