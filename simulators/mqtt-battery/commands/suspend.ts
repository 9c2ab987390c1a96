import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { follow } from '../charge-model.ts';
import type { BatteryState } from '../state.ts';

/** `suspend {}`: until `resume` no window acts, and the battery serves the house. */
export const suspend: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan: (state) => ({
    apply() {
      state.isSuspended = true;
      follow(state);
    },
  }),
};
