import { setZoneSchedules as spec } from '../../../domain/commands/zone-schedules.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_zone_schedules {zone, schedules: [{days, settings: [{time, action, setpointC?}]}]}`; C. */
export const setZoneSchedules = makeWireCommand<'set_zone_schedules'>({
  kind: 'set_zone_schedules',
  params: spec.schema,
  toParams: (params) => params,
});
