import { setReserve } from './commands/battery-reserve.ts';
import { setWindows } from './commands/battery-windows.ts';
import { boost } from './commands/boost.ts';
import { cancelBoost } from './commands/cancel-boost.ts';
import { setChargingPreferences } from './commands/charging-preferences.ts';
import { setChargingSchedule } from './commands/charging-schedule.ts';
import { setClimate } from './commands/climate.ts';
import { deprovision } from './commands/deprovision.ts';
import { setFlowTemperature } from './commands/flow-temperature.ts';
import { setGridExport } from './commands/grid-export.ts';
import { setHotWater } from './commands/hot-water.ts';
import { identify } from './commands/identify.ts';
import { setPrimarySensor } from './commands/primary-sensor.ts';
import { provision } from './commands/provision.ts';
import { setQuieterMode } from './commands/quieter-mode.ts';
import { reboot } from './commands/reboot.ts';
import { removeSensor } from './commands/remove-sensor.ts';
import { renameSensor } from './commands/rename-sensor.ts';
import { resume } from './commands/resume.ts';
import { setRoomTemperature } from './commands/room-temperature.ts';
import type { CommandSpec } from './commands/spec.ts';
import { suspend } from './commands/suspend.ts';
import { testCharge } from './commands/test-charge.ts';
import { setWaterSetpoint } from './commands/water-setpoint.ts';
import { setZoneMode } from './commands/zone-mode.ts';
import { setZoneSchedules } from './commands/zone-schedules.ts';

/** Every kind of command, one file each; a new line here makes each adapter's table incomplete. */
export const commandSpecs = {
  boost,
  cancel_boost: cancelBoost,
  test_charge: testCharge,
  suspend,
  resume,
  set_charging_preferences: setChargingPreferences,
  set_charging_schedule: setChargingSchedule,
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
  set_grid_export: setGridExport,
  reboot,
  identify,
  provision,
  deprovision,
} as const;

/** The word for one kind of wish. */
export type CommandKind = keyof typeof commandSpecs;

type ParamsOf<Spec> = Spec extends CommandSpec<string, infer Params> ? Params : never;

/** The parameters of one kind, always absolute (lifecycle rule 7). */
export type CommandParams<Kind extends CommandKind> = ParamsOf<(typeof commandSpecs)[Kind]>;

/** A wish for one device: the closed union of all kinds. */
export type Command = {
  [Kind in CommandKind]: { readonly kind: Kind; readonly params: CommandParams<Kind> };
}[CommandKind];

/** One command of a known kind. */
export type CommandOf<Kind extends CommandKind> = Extract<Command, { kind: Kind }>;

/** A spec seen without its kind: callers pair it with the command that it came from. */
export type AnyCommandSpec = CommandSpec<CommandKind, Command['params']>;

/** The spec of a command. The cast is sound: kind and parameters come from one union member. */
export function specOf(command: Command): AnyCommandSpec {
  return commandSpecs[command.kind] as unknown as AnyCommandSpec;
}
