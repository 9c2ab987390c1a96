import type { DeviceState } from '../../../domain/ports/devices.ts';
import { ApiError } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';

/** What to type into the account's newest charge point. */
export const ocppDetails: QueryResolvers['ocppDetails'] = async (_root, args, context) => {
  const { device } = await findCharger(context, args.accountNumber);
  return { url: context.parts.publicOcppUrl(), username: device.identity };
};

/** Whether the account's newest charge point is connected. */
export const ocppConnection: QueryResolvers['ocppConnection'] = async (_root, args, context) => {
  const { link } = await findCharger(context, args.accountNumber);
  return { isConnected: link.live };
};

async function findCharger(context: GatewayContext, accountNumber: string): Promise<DeviceState> {
  const [newest] = await findDevices(context, accountNumber, ['charger']);
  if (newest) return newest;
  throw new ApiError('KT-CT-4301');
}
