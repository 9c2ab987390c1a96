import type { CommandTable } from '../../../domain/ports/adapter.ts';
import { renameSensor } from './rename-sensor.ts';
import { setReserve } from './set-reserve.ts';
import { setWaterSetpoint } from './set-water-setpoint.ts';
import { setZoneMode } from './set-zone-mode.ts';
import type { WireCommand } from './wire-command.ts';

/** What MQTT devices can be asked; a new command does not compile until it is decided here. */
export const commandTable: CommandTable<WireCommand> = {
  boost: 'unsupported',
  cancel_boost: 'unsupported',
  set_zone_mode: setZoneMode,
  set_water_setpoint: setWaterSetpoint,
  rename_sensor: renameSensor,
  set_reserve: setReserve,
};
