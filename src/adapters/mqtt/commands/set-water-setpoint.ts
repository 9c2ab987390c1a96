import { setWaterSetpoint as spec } from '../../../domain/commands/water-setpoint.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_water_setpoint {setpointC}`, degrees Celsius. */
export const setWaterSetpoint = makeWireCommand<'set_water_setpoint'>({
  kind: 'set_water_setpoint',
  params: spec.schema,
  toParams: ({ setpointC }) => ({ setpointC }),
});
