import { inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';

/** Takes the credentials from the account's newest charge point or vehicle; its link is cut. */
export const deleteDeviceConnectionDetails: MutationResolvers['deleteDeviceConnectionDetails'] =
  async (_root, args, context) => {
    const { accountNumber } = requireInput(args.input);
    const caller = await context.caller();
    const state = await inWordsOf({}, () =>
      context.parts.deviceCredentials.drop(caller, accountNumber),
    );
    return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, state) };
  };
