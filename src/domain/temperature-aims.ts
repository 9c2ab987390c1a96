import type { Command } from './command.ts';
import { findZone } from './commands/controller-zones.ts';
import type { DeviceView } from './commands/spec.ts';

/** Every temperature that a command sets for a heating zone, C; none for other commands. */
export function toHeatAims(command: Command, view: DeviceView): readonly number[] {
  const aims = toZoneAims(command);
  return aims && !isWater(aims.zone, view) ? aims.setpointsC : [];
}

/** Every temperature that a command sets for hot water, C; none for other commands. */
export function toWaterAims(command: Command, view: DeviceView): readonly number[] {
  if (command.kind === 'set_water_setpoint') return [command.params.setpointC];
  const aims = toZoneAims(command);
  return aims && isWater(aims.zone, view) ? aims.setpointsC : [];
}

/** Of a schedule each slot counts, also one that is off: a local hand may turn it on. */
function toZoneAims(command: Command): { zone: string; setpointsC: readonly number[] } | null {
  switch (command.kind) {
    case 'set_zone_mode': {
      const { zone, setpointC } = command.params;
      return { zone, setpointsC: setpointC === undefined ? [] : [setpointC] };
    }
    case 'set_zone_schedules': {
      const { zone, schedules } = command.params;
      const slots = schedules.flatMap(({ settings }) => settings);
      return { zone, setpointsC: slots.flatMap(({ setpointC }) => setpointC ?? []) };
    }
    default:
      return null;
  }
}

/** By its own word; a zone that is named for water is one, whatever its device says of it. */
function isWater(zone: string, view: DeviceView): boolean {
  return zone === 'WATER' || findZone(zone, view)?.type === 'WATER';
}
