import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { decidePower } from '../charge-model.ts';
import type { BatteryState } from '../state.ts';

/** `resume {}`: ends a `suspend`. */
export const resume: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan: (state) => ({
    apply() {
      state.isSuspended = false;
      state.powerW = decidePower(state, state.clock.elapsedMs());
    },
  }),
};
