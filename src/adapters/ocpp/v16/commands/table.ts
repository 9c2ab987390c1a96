import type { CommandTable } from '../../../../domain/ports/adapter.ts';
import type { CommandHandler } from '../../version.ts';
import { boost } from './boost.ts';
import { cancelBoost } from './cancel-boost.ts';

/** What a charger does over OCPP 1.6 with each kind of command. */
export const commandTable: CommandTable<CommandHandler> = {
  boost,
  cancel_boost: cancelBoost,
  set_zone_mode: 'unsupported',
  set_water_setpoint: 'unsupported',
  rename_sensor: 'unsupported',
  set_reserve: 'unsupported',
};

/** The kinds that a charger can be asked for. */
export const supportedKinds: readonly string[] = Object.entries(commandTable)
  .filter(([, handler]) => handler !== 'unsupported')
  .map(([kind]) => kind);
