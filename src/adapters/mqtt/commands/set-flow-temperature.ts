import { setFlowTemperature as spec } from '../../../domain/commands/flow-temperature.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_flow_temperature {weatherCompensation, flowC?, minC?, maxC?}`; C. */
export const setFlowTemperature = makeWireCommand<'set_flow_temperature'>({
  kind: 'set_flow_temperature',
  params: spec.schema,
  toParams: (params) => params,
});
