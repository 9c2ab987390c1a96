import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { judgeOptional } from '../../lib/mqtt/params.ts';
import { outOfRange, type Refusal } from '../../lib/mqtt/request.ts';
import { followSchedule } from '../operation.ts';
import { type Schedule, type Setting, toSlotAction } from '../schedule/active-slot.ts';
import { type HeatPumpState, SLOTS_MAX } from '../state.ts';
import type { Zone } from '../zones.ts';
import { findZone } from './find-zone.ts';

const SCHEDULES_MAX = 7;

/** `set_zone_schedules {zone, schedules: [{days, settings: [{time, action, setpointC?}]}]}` */
export const setZoneSchedules: CommandBehaviour<HeatPumpState> = {
  aspect: 'schedules',
  plan(state, params) {
    const zone = findZone(state, params['zone']);
    if ('code' in zone) return zone;
    const { schedules } = params;
    if (!Array.isArray(schedules) || schedules.length > SCHEDULES_MAX) {
      return outOfRange(`schedules: must be a list of at most ${SCHEDULES_MAX}`);
    }
    const read = schedules.map((schedule: unknown) => readSchedule(zone, schedule));
    const refusal = read.find((one) => 'code' in one);
    if (refusal !== undefined) return refusal as Refusal;
    if (zone.isHeld) return { code: 'local_override', detail: `${zone.name}: held at the wall` };
    if (hasDoubleDay(read as Schedule[])) return outOfRange('days: a day has one schedule');
    return {
      apply() {
        zone.schedules = read as Schedule[];
        zone.overriddenSlot = null;
        followSchedule(state, zone);
      },
    };
  },
};

function readSchedule(zone: Zone, value: unknown): Schedule | Refusal {
  const { days, settings } = Object(value) as Record<string, unknown>;
  if (typeof days !== 'string' || !/^[01]{7}$/.test(days)) {
    return outOfRange('days: must be seven characters 0 or 1');
  }
  if (!Array.isArray(settings) || settings.length > SLOTS_MAX) {
    return outOfRange(`settings: must be a list of at most ${SLOTS_MAX}`);
  }
  const read = settings.map((setting: unknown) => readSetting(zone, setting));
  const refusal = read.find((one) => 'code' in one);
  if (refusal !== undefined) return refusal as Refusal;
  const slots = read as Setting[];
  const isRising = slots.every(({ time }, index) => (slots[index - 1]?.time ?? '') < time);
  return isRising ? { days, settings: slots } : outOfRange('time: must rise within a day');
}

function hasDoubleDay(schedules: readonly Schedule[]): boolean {
  return Array.from({ length: 7 }, (_, day) => day).some(
    (day) => schedules.filter(({ days }) => days[day] === '1').length > 1,
  );
}

function readSetting(zone: Zone, value: unknown): Setting | Refusal {
  const { time, action, setpointC } = Object(value) as Record<string, unknown>;
  if (typeof time !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)) {
    return outOfRange('time: must be HH:MM or HH:MM:SS');
  }
  const meant = typeof action === 'string' ? toSlotAction(action) : null;
  if (meant === null) return outOfRange('action: must be SET_TEMPERATURE, TURN_ON or TURN_OFF');
  const refusal = judgeOptional('setpointC', setpointC, zone.range);
  if (refusal !== null) return refusal;
  const aimC = typeof setpointC === 'number' ? setpointC : null;
  // Apps write HEAT for both: with a setpoint it is an aim, without one a switch.
  const isSwitch = meant === 'SET_TEMPERATURE' && aimC === null;
  if (isSwitch && action === 'SET_TEMPERATURE') return outOfRange('setpointC: is missing');
  return { time, action: isSwitch ? 'TURN_ON' : meant, setpointC: aimC };
}
