import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { QueryDevicesArgs, QueryResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';
import { showDevice } from '../show-device.ts';

/** The devices of an account, newest first. */
export const devices: QueryResolvers['devices'] = async (_root, args, context) => {
  await requireRight(context, 'read', args.accountNumber);
  const all = await context.parts.devices.listByAccount(args.accountNumber);
  const wanted = all.filter((state) => isWanted(state, args));
  return Promise.all(wanted.map((state) => showDevice(context, state)));
};

/** A retired device is shown to those who ask for it by its id. */
function isWanted({ device }: DeviceState, args: QueryDevicesArgs): boolean {
  const { deviceId, propertyId, integrationDeviceId } = args;
  if (deviceId ? device.id !== deviceId : device.retiredAtMs !== null) return false;
  if (propertyId && String(device.propertyId) !== propertyId.trim()) return false;
  return !integrationDeviceId || device.identity === integrationDeviceId;
}
