import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import type { HeatPumpState } from '../state.ts';
import { findZone } from './find-zone.ts';

/** `set_primary_sensor {zone, sensorCode}` */
export const setPrimarySensor: CommandBehaviour<HeatPumpState> = {
  aspect: 'zones',
  plan(state, params) {
    const zone = findZone(state, params['zone']);
    if ('code' in zone) return zone;
    const sensor = state.sensors.get(String(params['sensorCode']));
    if (sensor === undefined) return outOfRange('sensorCode: no such sensor');
    if (sensor.zone !== zone.name) {
      return outOfRange(`sensorCode: ${sensor.code} does not belong to ${zone.name}`);
    }
    return {
      apply() {
        zone.primarySensor = sensor.code;
      },
    };
  },
};
