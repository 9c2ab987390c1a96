import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { judgeNumber } from '../../lib/mqtt/params.ts';
import { type HeatPumpState, WATER_RANGE } from '../state.ts';

/** `set_water_setpoint {setpointC}` */
export const setWaterSetpoint: CommandBehaviour<HeatPumpState> = {
  aspect: 'config',
  plan(state, params) {
    const { setpointC } = params;
    const refusal = judgeNumber('setpointC', setpointC, WATER_RANGE);
    if (refusal !== null) return refusal;
    return {
      apply() {
        state.waterSetpointC = Number(setpointC);
        const water = state.zones.get('WATER');
        // A boost keeps its own aim until it ends.
        if (water === undefined || water.operation.mode === 'BOOST') return;
        water.operation = { ...water.operation, setpointC: Number(setpointC) };
      },
    };
  },
};
