import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { judgeNumber, judgeOptional } from '../../lib/mqtt/params.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import {
  COMPENSATION_MAX_RANGE,
  COMPENSATION_MIN_RANGE,
  FLOW_RANGE,
  type HeatPumpState,
} from '../state.ts';
import { flowTargetC } from '../weather-compensation.ts';

/** `set_flow_temperature {weatherCompensation, flowC?, minC?, maxC?}` */
export const setFlowTemperature: CommandBehaviour<HeatPumpState> = {
  aspect: 'config',
  plan(state, params) {
    const { weatherCompensation, flowC } = params;
    if (typeof weatherCompensation !== 'boolean') {
      return outOfRange('weatherCompensation: must be true or false');
    }
    const minC = params['minC'] ?? state.flow.minC;
    const maxC = params['maxC'] ?? state.flow.maxC;
    const refusal =
      judgeOptional('flowC', flowC, FLOW_RANGE) ??
      judgeNumber('minC', minC, COMPENSATION_MIN_RANGE) ??
      judgeNumber('maxC', maxC, COMPENSATION_MAX_RANGE);
    if (refusal !== null) return refusal;
    if (Number(minC) > Number(maxC)) return outOfRange(`minC ${minC} is above maxC ${maxC}`);
    return {
      apply() {
        state.flow.weatherCompensation = weatherCompensation;
        state.flow.minC = Number(minC);
        state.flow.maxC = Number(maxC);
        if (typeof flowC === 'number') state.flow.currentC = flowC;
        // What is reported next shows what holds from now on.
        state.flow.currentC = flowTargetC(state.flow, state.outdoorC);
      },
    };
  },
};
