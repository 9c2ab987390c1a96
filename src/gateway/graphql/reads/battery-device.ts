import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toBatteryDevice } from '../views/battery-device.ts';

/** "The" battery of a property; null when there is none. */
export const batteryDevice: QueryResolvers['batteryDevice'] = async (_root, args, context) => {
  const batteries = await findDevices(context, args.accountNumber, ['battery']);
  const newest = batteries.find(({ device }) => device.propertyId === args.propertyId);
  if (!newest) return null;
  const sample = await context.parts.telemetry.latest(newest.device.id, 'battery');
  return toBatteryDevice(newest, sample);
};
