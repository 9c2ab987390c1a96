import { setReserve as spec } from '../../../domain/commands/battery-reserve.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_reserve {minSocPercent, maxSocPercent?}`, percent of the capacity. */
export const setReserve = makeWireCommand<'set_reserve'>({
  kind: 'set_reserve',
  params: spec.schema,
  toParams: ({ minSocPercent, maxSocPercent }) =>
    maxSocPercent === undefined ? { minSocPercent } : { minSocPercent, maxSocPercent },
});
