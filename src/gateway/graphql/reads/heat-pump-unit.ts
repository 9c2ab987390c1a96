import { ApiError } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toHeatPumpDevice } from '../views/heat-pump-device.ts';
import { toHeatPumpStatus } from '../views/heat-pump-status.ts';

/** "The" third-party heat pump of an account or of a property. @throws ApiError `KT-CT-4301`. */
export const heatPumpStatus: QueryResolvers['heatPumpStatus'] = async (_root, args, context) => {
  const newest = await findUnit(context, args.accountNumber, args.propertyId ?? null);
  if (!newest) throw new ApiError('KT-CT-4301');
  return toHeatPumpStatus(newest);
};

/** "The" third-party heat pump of a property; null when there is none. */
export const heatPumpDevice: QueryResolvers['heatPumpDevice'] = async (_root, args, context) => {
  const newest = await findUnit(context, args.accountNumber, args.propertyId);
  return newest ? toHeatPumpDevice(newest) : null;
};

async function findUnit(context: GatewayContext, account: string, propertyId: number | null) {
  const units = await findDevices(context, account, ['heat_pump_unit']);
  return units.find(({ device }) => propertyId === null || device.propertyId === propertyId);
}
