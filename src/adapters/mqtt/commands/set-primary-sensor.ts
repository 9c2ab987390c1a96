import { setPrimarySensor as spec } from '../../../domain/commands/primary-sensor.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_primary_sensor {zone, sensorCode}`. */
export const setPrimarySensor = makeWireCommand<'set_primary_sensor'>({
  kind: 'set_primary_sensor',
  params: spec.schema,
  toParams: (params) => params,
});
