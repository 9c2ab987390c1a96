import type { Command } from '../../../domain/command.ts';
import type { DayPreference } from '../../../domain/device-settings.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { BatteryReport } from '../../../domain/reports.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import { dayNames } from '../day-names.ts';
import { findCommandable } from '../find-devices.ts';
import type {
  MutationResolvers,
  PreferencesScheduleInput,
  SmartFlexDevicePreferencesInput,
} from '../generated.ts';
import { showDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { parseWeek } from './parse-week.ts';

const code = 'KT-CT-4374';
const inputNames: Readonly<Record<string, string>> = {
  readyBy: 'time',
  targetSocPercent: 'max',
  minSocPercent: 'min',
  maxSocPercent: 'max',
};

/**
 * Says by when a vehicle or battery is wanted how full, each day of the week. For a battery, which
 * keeps its own limits, they become its reserve and its ceiling too: both commands, or none.
 */
export const setDevicePreferences: MutationResolvers['setDevicePreferences'] = async (
  _root,
  { input },
  context,
  info,
) => {
  const state = await findCommandable(context, input.deviceId);
  assertPercentOfCharge(input);
  const week = parseWeek(input.schedules);
  const days = week.map(toDay);
  const commands: readonly Command[] = [
    { kind: 'set_charging_preferences', params: { days } },
    ...(state.device.class === 'battery' ? [toReserve(days, state)] : []),
  ];
  const order = { target: { by: 'id', id: input.deviceId }, commands, input } as const;
  const { device } = await submit(context, info, order, toWords(input, week));
  return await showDevice(context, device);
};

function assertPercentOfCharge({ mode, unit }: SmartFlexDevicePreferencesInput): void {
  const faults = [];
  if (mode !== 'CHARGE') faults.push({ message: 'must be CHARGE', inputPath: ['input', 'mode'] });
  if (unit !== 'PERCENTAGE' && unit !== 'PERCENTAGE_ABSOLUTE') {
    const message = 'must be PERCENTAGE or PERCENTAGE_ABSOLUTE';
    faults.push({ message, inputPath: ['input', 'unit'] });
  }
  if (faults.length > 0) throw invalidInput(code, ...faults);
}

function toDay(item: PreferencesScheduleInput, day: number): DayPreference {
  const { time, min, max } = item;
  return { day, readyBy: time.slice(0, 5), targetSocPercent: max, minSocPercent: min ?? null };
}

/**
 * A battery knows one reserve, not one a day: the highest, so that no day goes below its own. Where
 * none is named it keeps the one that it has.
 */
function toReserve(days: readonly DayPreference[], { reports }: DeviceState): Command {
  const mins = days.map(({ minSocPercent }) => minSocPercent).filter((min) => min !== null);
  const maxSocPercent = Math.max(...days.map(({ targetSocPercent }) => targetSocPercent));
  const shown = (reports.battery?.value as BatteryReport | undefined)?.reserve;
  const kept = Math.min(shown?.minSocPercent ?? 0, maxSocPercent);
  const minSocPercent = mins.length > 0 ? Math.max(...mins) : kept;
  return { kind: 'set_reserve', params: { minSocPercent, maxSocPercent } };
}

/** The input's days may come in any order; the reserve stands in it for all of them. */
function toWords(
  { schedules }: SmartFlexDevicePreferencesInput,
  week: readonly PreferencesScheduleInput[],
): ErrorWords {
  const toPlace = (day: number) =>
    String(schedules.findIndex((item) => item?.dayOfWeek === dayNames[day]));
  return {
    codes: {
      invalid_parameters: code,
      refused: code,
      unsupported: code,
      device_queue_full: code,
    },
    toInputPath: ([first = '', day, name]) => {
      if (first === 'days' && name !== undefined) {
        return ['input', 'schedules', toPlace(Number(day)), inputNames[name] ?? name];
      }
      const bound = inputNames[first];
      if (bound !== 'min' && bound !== 'max') return ['input', 'schedules'];
      const values = week.map((item) => item[bound] ?? Number.NEGATIVE_INFINITY);
      const place = toPlace(values.indexOf(Math.max(...values)));
      return ['input', 'schedules', place, bound];
    },
  };
}
