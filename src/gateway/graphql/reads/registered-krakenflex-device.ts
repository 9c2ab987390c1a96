import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toKrakenflexDevice } from '../views/krakenflex-device.ts';

/** "The" charge point or vehicle of an account; null when there is none. */
export const registeredKrakenflexDevice: QueryResolvers['registeredKrakenflexDevice'] = async (
  _root,
  { accountNumber },
  context,
) => {
  const [newest] = await findDevices(context, accountNumber, ['charger', 'vehicle']);
  return newest ? toKrakenflexDevice(newest) : null;
};
