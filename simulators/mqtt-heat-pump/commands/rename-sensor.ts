import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import type { HeatPumpState } from '../state.ts';

const NAME_CHARACTERS_MAX = 64;

/** `rename_sensor {sensorCode, displayName}` */
export const renameSensor: CommandBehaviour<HeatPumpState> = {
  aspect: 'sensors',
  plan(state, params) {
    const { displayName } = params;
    const sensor = state.sensors.get(String(params['sensorCode']));
    if (sensor === undefined) return outOfRange('sensorCode: no such sensor');
    if (typeof displayName !== 'string' || displayName.trim() === '') {
      return outOfRange('displayName: must be a text');
    }
    if (displayName.length > NAME_CHARACTERS_MAX) {
      return outOfRange(`displayName: over ${NAME_CHARACTERS_MAX} characters`);
    }
    return {
      apply() {
        sensor.displayName = displayName;
      },
    };
  },
};
