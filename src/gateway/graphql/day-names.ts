import type { DayOfWeek } from './generated.ts';

/** The API's words for the days of the week, in the order of our numbers: 0 = Monday. */
export const dayNames: readonly DayOfWeek[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

/** True of Saturday and Sunday. */
export function isWeekend(day: number): boolean {
  return day >= 5;
}
