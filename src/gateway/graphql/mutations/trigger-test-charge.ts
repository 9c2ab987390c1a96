import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';

/** How a refused test charge is said: by reason where the public API has a word for it. */
const words: ErrorWords = {
  codes: { refused: 'KT-CT-4355', unsupported: 'KT-CT-4355', device_queue_full: 'KT-CT-4355' },
  testReasons: {
    device_live: 'TC_DEVICE_LIVE',
    test_in_progress: 'TC_DEVICE_ONBOARDING_IN_PROGRESS',
    device_retired: 'TC_DEVICE_RETIRED',
    device_suspended: 'TC_DEVICE_SUSPENDED',
    device_disconnected: 'TC_DEVICE_DISCONNECTED',
    // Within a minute of the gateway's start, of a device that has never connected.
    device_not_live: 'TC_DEVICE_DISCONNECTED',
    away_from_home: 'TC_DEVICE_AWAY_FROM_HOME',
    no_location_configured: 'TC_DEVICE_NO_LOCATION_CONFIGURED',
    location_unable_to_identify: 'TC_DEVICE_LOCATION_UNABLE_TO_IDENTIFY',
    location_missing: 'TC_DEVICE_LOCATION_MISSING',
    already_charging: 'TC_DEVICE_ALREADY_CHARGING',
  },
};

/** Tests whether "the" charge point or vehicle of an account can be charged and controlled. */
export const triggerTestCharge: MutationResolvers['triggerTestCharge'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber } = requireInput(args.input);
  const order = {
    target: { by: 'newest', accountNumber, classes: ['charger', 'vehicle'], orRetired: true },
    commands: [{ kind: 'test_charge', params: {} }],
    input: args.input,
  } as const;
  const { device } = await submit(context, info, order, words);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};
