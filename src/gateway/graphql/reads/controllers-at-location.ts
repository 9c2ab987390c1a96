import { findDevices, toColonForm } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toModel } from '../views/heat-pump-configuration.ts';

/** Serves `octoHeatPumpControllersAtLocation` and its twin; newest first. */
export const controllersAtLocation: QueryResolvers['octoHeatPumpControllersAtLocation'] = async (
  _root,
  { accountNumber, propertyId },
  context,
) => {
  const controllers = await findDevices(context, accountNumber, ['heat_pump_controller']);
  return controllers.flatMap(({ device, description }) => {
    const isHere = device.propertyId !== null && String(device.propertyId) === propertyId.trim();
    if (!isHere || !device.identity) return [];
    return {
      controller: { euid: toColonForm(device.identity) },
      heatPumpModel: description ? toModel(description) : '',
      location: { propertyId: String(device.propertyId) },
      provisionedAt: device.firstConnectedAtMs,
    };
  });
};
