import { renameSensor as spec } from '../../../domain/commands/rename-sensor.ts';
import { makeWireCommand } from './wire-command.ts';

/** `rename_sensor {sensorCode, displayName}`. */
export const renameSensor = makeWireCommand<'rename_sensor'>({
  kind: 'rename_sensor',
  params: spec.schema,
  toParams: ({ sensorCode, displayName }) => ({ sensorCode, displayName }),
});
