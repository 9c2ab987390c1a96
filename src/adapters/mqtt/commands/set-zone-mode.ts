import { setZoneMode as spec } from '../../../domain/commands/zone-mode.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_zone_mode {zone, mode, setpointC?, endAt?, scheduleOverrideAction?}`; C, RFC 3339 UTC. */
export const setZoneMode = makeWireCommand<'set_zone_mode'>({
  kind: 'set_zone_mode',
  params: spec.schema,
  // Devices read one form of time only: UTC with milliseconds (mqtt.md, "Scheme").
  toParams: ({ endAt, ...params }) =>
    endAt === undefined ? params : { ...params, endAt: new Date(endAt).toISOString() },
});
