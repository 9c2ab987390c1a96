import type { DeviceDescription, ZoneDescription } from '../description.ts';
import type { SchedulesReport } from '../reports.ts';
import { findZone, toZoneFaults } from './controller-zones.ts';
import { judgeEquality } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { toRangeFaults } from './ranges.ts';
import { compareSchedules } from './schedule-evidence.ts';
import {
  type Schedule,
  type Setting,
  type SetZoneSchedulesParams,
  setZoneSchedulesSchema,
} from './schedule-schema.ts';
import { type CommandSpec, type InputFault, minutes, seconds } from './spec.ts';

/** Slots of one day when the device names no number (`slotsMax` of mqtt.md `describe`). */
const usualSlotsMax = 16;

/** Slots of all days together that surely fit into one command of 8 KiB (mqtt.md, "Limits"). */
const slotsOfWeekMax = 112;

/** Set what a zone does over the week (mqtt.md `set_zone_schedules`). */
export const setZoneSchedules: CommandSpec<'set_zone_schedules', SetZoneSchedulesParams> = {
  kind: 'set_zone_schedules',
  schema: setZoneSchedulesSchema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(24 * 60), evidenceWindowMs: seconds(60) }),
  classes: ['heat_pump_controller'],
  supersedeKey: (params) => `${params.zone}:schedule`,
  aspects: ['schedules'],
  faults: (params, view) => {
    const zone = findZone(params.zone, view);
    if (!zone?.enabled) return toZoneFaults(params.zone, view);
    return [
      ...toDayFaults(params.schedules),
      ...toSizeFaults(params.schedules),
      ...params.schedules.flatMap((each, index) =>
        toScheduleFaults(each, { zone, description: view.description, at: String(index) }),
      ),
    ];
  },
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'schedules', (value) =>
      compareSchedules(params, value as SchedulesReport),
    ),
};

/** Two schedules of one day would both claim it: which of them holds is not for us to choose. */
function toDayFaults(schedules: readonly Schedule[]): readonly InputFault[] {
  return schedules.flatMap((each, index) => {
    const path = ['schedules', String(index), 'days'];
    if (!each.days.includes('1')) {
      return [{ code: 'invalid_parameters', path, message: 'it names no day' } as const];
    }
    const twin = schedules.findIndex((other) => sharesDay(other.days, each.days));
    if (twin === index) return [];
    const message = `it names a day that schedules.${twin} names too; a day has one schedule`;
    return [{ code: 'invalid_parameters', path, message } as const];
  });
}

function toSizeFaults(schedules: readonly Schedule[]): readonly InputFault[] {
  const count = schedules.reduce((sum, { settings }) => sum + settings.length, 0);
  if (count <= slotsOfWeekMax) return [];
  const message = `${count} slots in all; one command takes ${slotsOfWeekMax}`;
  return [{ code: 'out_of_range', path: ['schedules'], message }];
}

function sharesDay(left: string, right: string): boolean {
  return [...left].some((mark, day) => mark === '1' && right[day] === '1');
}

function toScheduleFaults(
  { settings }: Schedule,
  part: { zone: ZoneDescription; description: DeviceDescription | null; at: string },
): readonly InputFault[] {
  const path = ['schedules', part.at, 'settings'];
  const slotsMax = part.description?.slotsMax ?? usualSlotsMax;
  const faults: InputFault[] = [];
  if (settings.length > slotsMax) {
    const message = `${settings.length} slots a day; the controller takes ${slotsMax}`;
    faults.push({ code: 'out_of_range', path, message });
  }
  settings.forEach((each, index) => {
    const place = [...path, String(index)];
    const before = settings[index - 1];
    if (before && before.time >= each.time) {
      const message = `${each.time} is not after ${before.time}; times rise within a day`;
      faults.push({ code: 'invalid_parameters', path: [...place, 'time'], message });
    }
    faults.push(...toSetpointFaults(each, part.zone, [...place, 'setpointC']));
  });
  return faults;
}

function toSetpointFaults(
  { action, setpointC }: Setting,
  zone: ZoneDescription,
  path: readonly string[],
): readonly InputFault[] {
  if (setpointC !== undefined) return toRangeFaults(setpointC, zone, path);
  if (action !== 'SET_TEMPERATURE') return [];
  const message = 'a slot that sets a temperature needs a setpoint';
  return [{ code: 'invalid_parameters', path, message }];
}
