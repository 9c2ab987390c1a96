import { setHotWater as spec } from '../../../domain/commands/hot-water.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_hot_water {on}`. */
export const setHotWater = makeWireCommand<'set_hot_water'>({
  kind: 'set_hot_water',
  params: spec.schema,
  toParams: (params) => params,
});
