import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import type { HeatPumpState } from '../state.ts';

/** `set_quieter_mode {enabled}` */
export const setQuieterMode: CommandBehaviour<HeatPumpState> = {
  aspect: 'config',
  plan(state, params) {
    const { enabled } = params;
    if (typeof enabled !== 'boolean') return outOfRange('enabled: must be true or false');
    return {
      apply() {
        state.isQuieter = enabled;
      },
    };
  },
};
