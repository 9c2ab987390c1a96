import { removeSensor as spec } from '../../../domain/commands/remove-sensor.ts';
import { makeWireCommand } from './wire-command.ts';

/** `remove_sensor {sensorCode}`. */
export const removeSensor = makeWireCommand<'remove_sensor'>({
  kind: 'remove_sensor',
  params: spec.schema,
  toParams: (params) => params,
});
