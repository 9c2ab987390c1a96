import type { CommandTable } from '../../lib/mqtt/behaviour.ts';
import { identify } from '../../lib/mqtt/commands/identify.ts';
import { reboot } from '../../lib/mqtt/commands/reboot.ts';
import type { BatteryState } from '../state.ts';
import { resume } from './resume.ts';
import { setReserve } from './set-reserve.ts';
import { setWindows } from './set-windows.ts';
import { suspend } from './suspend.ts';
import { unlessHeld } from './unless-held.ts';

/** The kinds that a battery knows (mqtt.md, "kinds and params"). */
export const BATTERY_COMMANDS: CommandTable<BatteryState> = {
  set_reserve: unlessHeld(setReserve),
  set_windows: unlessHeld(setWindows),
  suspend: unlessHeld(suspend),
  resume: unlessHeld(resume),
  identify,
  reboot,
};
