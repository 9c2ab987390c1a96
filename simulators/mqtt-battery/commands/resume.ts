import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { follow } from '../charge-model.ts';
import type { BatteryState } from '../state.ts';

/** `resume {}`: ends a `suspend`; a window that is on acts at once. */
export const resume: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan: (state) => ({
    apply() {
      state.isSuspended = false;
      follow(state);
    },
  }),
};
