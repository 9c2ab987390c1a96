import { ApiError } from '../../errors/api-error.ts';
import { findController } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toControllerConfiguration } from '../views/controller-configuration.ts';

/** Serves `octoHeatPumpControllerConfiguration` and `heatPumpControllerConfiguration`. */
export const controllerConfiguration: QueryResolvers['octoHeatPumpControllerConfiguration'] =
  async (_root, args, context) => {
    const state = await findController(context, args);
    if (!state.description) throw new ApiError('KT-CT-4305');
    return toControllerConfiguration(state, state.description);
  };
