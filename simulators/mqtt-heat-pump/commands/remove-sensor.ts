import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import type { HeatPumpState } from '../state.ts';
import { defaultPrimary } from '../zones.ts';

/** `remove_sensor {sensorCode}`: forgets a radio sensor; wired ones cannot be removed. */
export const removeSensor: CommandBehaviour<HeatPumpState> = {
  aspect: 'sensors',
  plan(state, params) {
    const sensor = state.sensors.get(String(params['sensorCode']));
    if (sensor === undefined) return outOfRange('sensorCode: no such sensor');
    if (sensor.type !== 'ZIGBEE') {
      return { code: 'unsupported', detail: `${sensor.code} is wired` };
    }
    return {
      apply() {
        state.sensors.delete(sensor.code);
        const zone = state.zones.get(sensor.zone);
        if (zone?.primarySensor !== sensor.code) return;
        zone.primarySensor = defaultPrimary(zone.name, state.sensors);
      },
    };
  },
};
