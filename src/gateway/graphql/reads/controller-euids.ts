import { findDevices, toColonForm } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';

/** The controllers of an account, newest first. */
export const octoHeatPumpControllerEuids: QueryResolvers['octoHeatPumpControllerEuids'] = async (
  _root,
  { accountNumber },
  context,
) => {
  const controllers = await findDevices(context, accountNumber, ['heat_pump_controller']);
  return controllers.flatMap(({ device }) => (device.identity ? toColonForm(device.identity) : []));
};
