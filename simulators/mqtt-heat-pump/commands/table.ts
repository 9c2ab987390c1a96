import type { CommandTable } from '../../lib/mqtt/behaviour.ts';
import { deprovision } from '../../lib/mqtt/commands/deprovision.ts';
import { identify } from '../../lib/mqtt/commands/identify.ts';
import { reboot } from '../../lib/mqtt/commands/reboot.ts';
import type { HeatPumpState } from '../state.ts';
import { removeSensor } from './remove-sensor.ts';
import { renameSensor } from './rename-sensor.ts';
import { setFlowTemperature } from './set-flow-temperature.ts';
import { setPrimarySensor } from './set-primary-sensor.ts';
import { setQuieterMode } from './set-quieter-mode.ts';
import { setWaterSetpoint } from './set-water-setpoint.ts';
import { setZoneMode } from './set-zone-mode.ts';
import { setZoneSchedules } from './set-zone-schedules.ts';

/** The kinds that a heat pump controller knows (mqtt.md, "kinds and params"). */
export const HEAT_PUMP_COMMANDS: CommandTable<HeatPumpState> = {
  set_zone_mode: setZoneMode,
  set_zone_schedules: setZoneSchedules,
  set_water_setpoint: setWaterSetpoint,
  set_flow_temperature: setFlowTemperature,
  set_primary_sensor: setPrimarySensor,
  rename_sensor: renameSensor,
  remove_sensor: removeSensor,
  set_quieter_mode: setQuieterMode,
  identify,
  deprovision,
  reboot,
};
