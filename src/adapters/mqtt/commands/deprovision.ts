import { deprovision as spec } from '../../../domain/commands/deprovision.ts';
import { makeWireCommand } from './wire-command.ts';

/** `deprovision {}`. */
export const deprovision = makeWireCommand<'deprovision'>({
  kind: 'deprovision',
  params: spec.schema,
  toParams: (params) => params,
});
