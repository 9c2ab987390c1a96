import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toVehicleChargingPreferences } from '../views/charging-preferences.ts';

/** What is wanted of "the" charge point or vehicle of an account; null when nobody has said it. */
export const vehicleChargingPreferences: QueryResolvers['vehicleChargingPreferences'] = async (
  _root,
  { accountNumber },
  context,
) => {
  const [newest] = await findDevices(context, accountNumber, ['charger', 'vehicle']);
  return newest ? toVehicleChargingPreferences(newest.settings) : null;
};
