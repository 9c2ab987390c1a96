import { type Static, Type } from 'typebox';
import { noEvidence } from '../evidence.ts';
import { toHeldPolicy } from './policies.ts';
import type { CommandSpec, InputFault } from './spec.ts';

/** The share of a battery that a target may be, percent, and its grid (kraken-api.md 3). */
export const targetSoc = { min: 10, max: 100, step: 5 } as const;

/** What is allowed, in words. */
export const targetSocSentence = 'must be 10 to 100 % in steps of 5';

/** True where an owner may wish for that share, percent. */
export function isTargetSoc(percent: number): boolean {
  const { min, max, step } = targetSoc;
  return percent >= min && percent <= max && percent % step === 0;
}

/** What a least share is allowed to be, in words. */
export const leastSocSentence = 'must be 0 to the target in steps of 5';

/** True where that share may be charged at once, percent, below a target. */
export function isLeastSoc(percent: number, targetPercent: number): boolean {
  return percent >= 0 && percent <= targetPercent && percent % targetSoc.step === 0;
}

/** When a vehicle may be wanted by, minutes of the day, and the grid in minutes. */
export const readyTimes = { fromMinute: 4 * 60, toMinute: 17 * 60, stepMinutes: 30 } as const;

const schema = Type.Object(
  {
    /** Seven, Monday first. */
    days: Type.Array(
      Type.Object(
        {
          day: Type.Integer({ minimum: 0, maximum: 6 }),
          readyBy: Type.String({
            pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
            description: 'a time of day as HH:MM',
          }),
          // Their ranges are told once, by `faults`, with the steps.
          targetSocPercent: Type.Integer(),
          minSocPercent: Type.Union([Type.Integer(), Type.Null()]),
        },
        { additionalProperties: false },
      ),
      { minItems: 7, maxItems: 7 },
    ),
  },
  { additionalProperties: false },
);

/** The parameters of {@link setChargingPreferences}. */
export type ChargingPreferencesParams = Static<typeof schema>;

/**
 * By when a vehicle or battery is wanted how full, each day of the week. The gateway holds it: the
 * acceptance is the success, and what is planned from it follows as commands of their own.
 */
export const setChargingPreferences: CommandSpec<
  'set_charging_preferences',
  ChargingPreferencesParams
> = {
  kind: 'set_charging_preferences',
  schema,
  policy: toHeldPolicy(),
  classes: ['charger', 'vehicle', 'battery'],
  supersedeKey: () => null,
  aspects: [],
  holds: ({ days }, { nowMs }) => ({ preferences: { days, setAtMs: nowMs } }),
  replans: true,
  faults: (params, { device }) =>
    params.days.flatMap((day, index) => toFaults(day, index, device.class === 'battery')),
  refuse: () => null,
  judge: () => noEvidence,
};

function toFaults(
  day: ChargingPreferencesParams['days'][number],
  index: number,
  isBattery: boolean,
): readonly InputFault[] {
  const faults: InputFault[] = [];
  const fault = (name: string, message: string) =>
    faults.push({ code: 'out_of_range', path: ['days', String(index), name], message });
  if (!isTargetSoc(day.targetSocPercent)) fault('targetSocPercent', targetSocSentence);
  const least = day.minSocPercent;
  if (least !== null && !isLeastSoc(least, day.targetSocPercent)) {
    fault('minSocPercent', leastSocSentence);
  }
  const [hours = 0, minutes = 0] = day.readyBy.split(':').map(Number);
  const minute = hours * 60 + minutes;
  const { fromMinute, toMinute, stepMinutes } = readyTimes;
  const isInTime = minute >= fromMinute && minute <= toMinute && minute % stepMinutes === 0;
  if (!isInTime && !isBattery) {
    fault('readyBy', 'must be 04:00 to 17:00 in steps of 30 minutes');
  }
  return faults;
}
