import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { judgeNumber } from '../../lib/mqtt/params.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import { follow } from '../charge-model.ts';
import type { BatteryState } from '../state.ts';

const SOC_RANGE = { min: 0, max: 100, step: 1 } as const;

/** `set_reserve {minSocPercent, maxSocPercent?}` */
export const setReserve: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan(state, params) {
    const { minSocPercent } = params;
    const maxSocPercent = params['maxSocPercent'] ?? state.maxSocPercent;
    const refusal =
      judgeNumber('minSocPercent', minSocPercent, SOC_RANGE) ??
      judgeNumber('maxSocPercent', maxSocPercent, SOC_RANGE);
    if (refusal !== null) return refusal;
    if (Number(minSocPercent) > Number(maxSocPercent)) {
      return outOfRange(`minSocPercent ${minSocPercent} is above maxSocPercent ${maxSocPercent}`);
    }
    return {
      apply() {
        state.minSocPercent = Number(minSocPercent);
        state.maxSocPercent = Number(maxSocPercent);
        follow(state);
      },
    };
  },
};
