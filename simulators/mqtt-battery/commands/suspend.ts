import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import type { BatteryState } from '../state.ts';

/** `suspend {}`: the battery rests until `resume`. */
export const suspend: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan: (state) => ({
    apply() {
      state.isSuspended = true;
      state.powerW = 0;
    },
  }),
};
