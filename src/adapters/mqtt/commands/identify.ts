import { identify as spec } from '../../../domain/commands/identify.ts';
import { makeWireCommand } from './wire-command.ts';

/** `identify {}`. */
export const identify = makeWireCommand<'identify'>({
  kind: 'identify',
  params: spec.schema,
  toParams: (params) => params,
});
