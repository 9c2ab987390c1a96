import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { showKrakenflexDevice } from '../show-device.ts';

/** "The" charge point or vehicle of an account; null when there is none. */
export const registeredKrakenflexDevice: QueryResolvers['registeredKrakenflexDevice'] = async (
  _root,
  { accountNumber },
  context,
) => {
  const [newest] = await findDevices(context, accountNumber, ['charger', 'vehicle']);
  return newest ? showKrakenflexDevice(context, newest) : null;
};
