import type { CommandTable } from '../../../domain/ports/adapter.ts';
import { deprovision } from './deprovision.ts';
import { identify } from './identify.ts';
import { reboot } from './reboot.ts';
import { removeSensor } from './remove-sensor.ts';
import { renameSensor } from './rename-sensor.ts';
import { resume } from './resume.ts';
import { setClimate } from './set-climate.ts';
import { setFlowTemperature } from './set-flow-temperature.ts';
import { setHotWater } from './set-hot-water.ts';
import { setPrimarySensor } from './set-primary-sensor.ts';
import { setQuieterMode } from './set-quieter-mode.ts';
import { setReserve } from './set-reserve.ts';
import { setRoomTemperature } from './set-room-temperature.ts';
import { setWaterSetpoint } from './set-water-setpoint.ts';
import { setWindows } from './set-windows.ts';
import { setZoneMode } from './set-zone-mode.ts';
import { setZoneSchedules } from './set-zone-schedules.ts';
import { suspend } from './suspend.ts';
import type { WireCommand } from './wire-command.ts';

/** What MQTT devices can be asked; a new command does not compile until it is decided here. */
export const commandTable: CommandTable<WireCommand> = {
  boost: 'unsupported',
  cancel_boost: 'unsupported',
  test_charge: 'unsupported',
  suspend,
  resume,
  set_charging_preferences: 'unsupported',
  set_charging_schedule: 'unsupported',
  set_zone_mode: setZoneMode,
  set_zone_schedules: setZoneSchedules,
  set_water_setpoint: setWaterSetpoint,
  set_flow_temperature: setFlowTemperature,
  set_primary_sensor: setPrimarySensor,
  rename_sensor: renameSensor,
  remove_sensor: removeSensor,
  set_quieter_mode: setQuieterMode,
  set_climate: setClimate,
  set_hot_water: setHotWater,
  set_room_temperature: setRoomTemperature,
  set_reserve: setReserve,
  set_windows: setWindows,
  set_grid_export: 'unsupported',
  reboot,
  identify,
  provision: 'unsupported',
  deprovision,
};
