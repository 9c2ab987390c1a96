import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { requireRight } from '../rights.ts';
import { toHeatPumpDevice } from '../views/heat-pump-device.ts';

const words: ErrorWords = {
  codes: {
    invalid_parameters: 'KT-CT-4330',
    already_registered: 'KT-CT-4317',
    no_adapter: 'KT-CT-4316',
  },
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    identity: ['input', 'heatPump', 'heatPumpId'],
    password: ['input', 'authentication', 'accessToken'],
  },
};

/** Binds a third-party heat pump to an account; one that the account has already is answered. */
export const registerHeatPump: MutationResolvers['registerHeatPump'] = async (
  _root,
  args,
  context,
) => {
  const input = requireInput(args.input, 'KT-CT-4330');
  const caller = await requireRight(context, 'provision', input.accountNumber);
  const device = await inWordsOf(words, () =>
    context.parts.registerDevice.registerUnit({
      caller,
      accountNumber: input.accountNumber,
      propertyId: input.propertyId ?? null,
      identity: input.heatPump.heatPumpId,
      secret: input.authentication.accessToken ?? null,
      provider: input.provider,
    }),
  );
  return { possibleErrors: [], heatPumpDevice: toHeatPumpDevice(device) };
};
