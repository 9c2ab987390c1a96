import { suspend as spec } from '../../../domain/commands/suspend.ts';
import { makeWireCommand } from './wire-command.ts';

/** `suspend {}`. */
export const suspend = makeWireCommand<'suspend'>({
  kind: 'suspend',
  params: spec.schema,
  toParams: (params) => params,
});
