import { findController } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toControllerStatus } from '../views/controller-status.ts';

/** Serves `octoHeatPumpControllerStatus` and `heatPumpControllerStatus`. */
export const controllerStatus: QueryResolvers['octoHeatPumpControllerStatus'] = async (
  _root,
  args,
  context,
) => {
  const state = await findController(context, args);
  const sample = await context.parts.telemetry.latest(state.device.id, 'temperature');
  return toControllerStatus(state, sample);
};
