import {
  isLeastSoc,
  isTargetSoc,
  leastSocSentence,
  targetSocSentence,
} from '../../../domain/commands/charging-preferences.ts';
import { invalidInput } from '../../errors/api-error.ts';
import { dayNames } from '../day-names.ts';
import type { PreferencesScheduleInput } from '../generated.ts';

type Schedules = readonly (PreferencesScheduleInput | null)[];
type Fault = { readonly message: string; readonly inputPath: readonly string[] };

const path = ['input', 'schedules'];

/**
 * Each day of the week once, Monday first, at a whole minute, with shares that may be wished for.
 * @throws ApiError `KT-CT-4374` that names each fault once; of too many items only that.
 */
export function parseWeek(schedules: Schedules): readonly PreferencesScheduleInput[] {
  if (schedules.length > dayNames.length) {
    const message = `must name each of the ${dayNames.length} days once, not ${schedules.length}`;
    throw invalidInput('KT-CT-4374', { message, inputPath: path });
  }
  const items = schedules.filter((item) => item !== null);
  const missing = dayNames.filter((name) => !items.some(({ dayOfWeek }) => dayOfWeek === name));
  const faults = schedules.flatMap((item, index) => toFaults(item, index, schedules));
  if (missing.length > 0) {
    faults.push({ message: `${missing.join(', ')}: not named`, inputPath: path });
  }
  if (faults.length > 0) throw invalidInput('KT-CT-4374', ...faults);
  return items.toSorted(
    (left, right) => dayNames.indexOf(left.dayOfWeek) - dayNames.indexOf(right.dayOfWeek),
  );
}

function toFaults(
  item: PreferencesScheduleInput | null,
  index: number,
  schedules: Schedules,
): Fault[] {
  const place = [...path, String(index)];
  if (item === null) return [{ message: 'it is required', inputPath: place }];
  const { dayOfWeek, time, min, max } = item;
  const faults: Fault[] = [];
  const fault = (name: string, message: string) =>
    faults.push({ message, inputPath: [...place, name] });
  const isFirst = schedules.findIndex((each) => each?.dayOfWeek === dayOfWeek) === index;
  if (!isFirst) fault('dayOfWeek', `${dayOfWeek} is named twice`);
  if (!time.endsWith(':00')) fault('time', 'must be a whole minute');
  const isTarget = isTargetSoc(max);
  if (!isTarget) fault('max', targetSocSentence);
  const isLeast = min === null || min === undefined || isLeastSoc(min, isTarget ? max : 100);
  if (!isLeast) fault('min', leastSocSentence);
  return faults;
}
