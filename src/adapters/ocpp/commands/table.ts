import type { CommandTable } from '../../../domain/ports/adapter.ts';
import type { CommandHandler } from '../version.ts';
import { boost } from './boost.ts';
import { cancelBoost } from './cancel-boost.ts';
import { setChargingSchedule } from './charging-schedule.ts';
import { inService } from './inoperative.ts';
import { reboot } from './reboot.ts';
import { resume } from './resume.ts';
import { suspend } from './suspend.ts';
import { testCharge } from './test-charge.ts';

/** What a charger does with each kind of command. */
export const commandTable: CommandTable<CommandHandler> = {
  boost: inService(boost),
  cancel_boost: inService(cancelBoost),
  test_charge: inService(testCharge),
  suspend: inService(suspend),
  resume: inService(resume),
  set_charging_preferences: 'unsupported',
  set_charging_schedule: inService(setChargingSchedule),
  set_zone_mode: 'unsupported',
  set_zone_schedules: 'unsupported',
  set_water_setpoint: 'unsupported',
  set_flow_temperature: 'unsupported',
  set_primary_sensor: 'unsupported',
  rename_sensor: 'unsupported',
  remove_sensor: 'unsupported',
  set_quieter_mode: 'unsupported',
  set_climate: 'unsupported',
  set_hot_water: 'unsupported',
  set_room_temperature: 'unsupported',
  set_reserve: 'unsupported',
  set_windows: 'unsupported',
  set_grid_export: 'unsupported',
  reboot,
  identify: 'unsupported',
  provision: 'unsupported',
  deprovision: 'unsupported',
};
