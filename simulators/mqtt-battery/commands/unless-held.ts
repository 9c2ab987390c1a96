import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import type { BatteryState } from '../state.ts';

/** The same command, refused with `local_override` while the owner holds the battery. */
export function unlessHeld(
  behaviour: CommandBehaviour<BatteryState>,
): CommandBehaviour<BatteryState> {
  return {
    ...behaviour,
    plan: (state, params) =>
      state.isHeld
        ? { code: 'local_override', detail: 'the owner holds the battery' }
        : behaviour.plan(state, params),
  };
}
