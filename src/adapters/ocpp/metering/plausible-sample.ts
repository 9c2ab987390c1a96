import { registerMaxWh } from '../sessions/plausible.ts';

/** More than any charger gives, W. */
export const powerMaxW = 400_000;

/** The most of each measurand that is read, in its unit; none of them goes below 0. */
const most: ReadonlyMap<string, number> = new Map([
  ['Power.Active.Import', powerMaxW],
  ['Current.Import', 1_000],
  ['Voltage', 1_500],
  ['Energy.Active.Import.Register', registerMaxWh],
  ['SoC', 100],
]);

/** False for a sample that no charger can have measured, by its measurand and value. */
export function isPlausible(sample: {
  readonly measurand: string;
  readonly value: number;
}): boolean {
  const limit = most.get(sample.measurand);
  return limit === undefined || (sample.value >= 0 && sample.value <= limit);
}
