import { Type } from 'typebox';
import { makeWireCommand } from './wire-command.ts';

/** `resume {}`: what the domain expects of the meter is no concern of the device. */
export const resume = makeWireCommand<'resume'>({
  kind: 'resume',
  params: Type.Object({}, { additionalProperties: false }),
  toParams: () => ({}),
});
