import { setRoomTemperature as spec } from '../../../domain/commands/room-temperature.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_room_temperature {setpointC}`; C. */
export const setRoomTemperature = makeWireCommand<'set_room_temperature'>({
  kind: 'set_room_temperature',
  params: spec.schema,
  toParams: (params) => params,
});
