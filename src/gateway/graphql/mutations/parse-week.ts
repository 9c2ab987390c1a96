import { invalidInput } from '../../errors/api-error.ts';
import { dayNames } from '../day-names.ts';
import type { PreferencesScheduleInput } from '../generated.ts';

const path = ['input', 'schedules'];

/**
 * Each day of the week once, Monday first, at a whole minute.
 * @throws ApiError `KT-CT-4374` that names every item which is not so.
 */
export function parseWeek(
  schedules: readonly (PreferencesScheduleInput | null)[],
): readonly PreferencesScheduleInput[] {
  const items = schedules.filter((item) => item !== null);
  const missing = dayNames.filter((name) => !items.some(({ dayOfWeek }) => dayOfWeek === name));
  const faults = schedules.flatMap((item, index) => {
    const place = [...path, String(index)];
    if (item === null) return [{ message: 'it is required', inputPath: place }];
    const isFirst = schedules.findIndex((each) => each?.dayOfWeek === item.dayOfWeek) === index;
    return [
      ...(isFirst
        ? []
        : [{ message: `${item.dayOfWeek} is named twice`, inputPath: [...place, 'dayOfWeek'] }]),
      ...(item.time.endsWith(':00')
        ? []
        : [{ message: 'must be a whole minute', inputPath: [...place, 'time'] }]),
    ];
  });
  if (missing.length > 0) {
    faults.push({ message: `${missing.join(', ')}: not named`, inputPath: path });
  }
  if (faults.length > 0) throw invalidInput('KT-CT-4374', ...faults);
  return items.toSorted(
    (left, right) => dayNames.indexOf(left.dayOfWeek) - dayNames.indexOf(right.dayOfWeek),
  );
}
