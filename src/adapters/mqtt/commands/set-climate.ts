import { setClimate as spec } from '../../../domain/commands/climate.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_climate {on}`. */
export const setClimate = makeWireCommand<'set_climate'>({
  kind: 'set_climate',
  params: spec.schema,
  toParams: (params) => params,
});
