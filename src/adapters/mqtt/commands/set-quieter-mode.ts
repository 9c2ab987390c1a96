import { setQuieterMode as spec } from '../../../domain/commands/quieter-mode.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_quieter_mode {enabled}`. */
export const setQuieterMode = makeWireCommand<'set_quieter_mode'>({
  kind: 'set_quieter_mode',
  params: spec.schema,
  toParams: (params) => params,
});
