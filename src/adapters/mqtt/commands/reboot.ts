import { reboot as spec } from '../../../domain/commands/reboot.ts';
import { makeWireCommand } from './wire-command.ts';

/** `reboot {}`. */
export const reboot = makeWireCommand<'reboot'>({
  kind: 'reboot',
  params: spec.schema,
  toParams: (params) => params,
});
