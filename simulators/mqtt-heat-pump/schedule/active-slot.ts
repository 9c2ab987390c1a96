import type { LocalTime } from './local-time.ts';

/** What a slot does, in the words in which a controller reports it. */
export type SlotAction = 'SET_TEMPERATURE' | 'TURN_ON' | 'TURN_OFF';

/** What apps write, and what it means (kraken-api.md 3, "Schedule write"). */
const WORDS: Readonly<Record<string, SlotAction>> = {
  SET_TEMPERATURE: 'SET_TEMPERATURE',
  TURN_ON: 'TURN_ON',
  TURN_OFF: 'TURN_OFF',
  HEAT: 'SET_TEMPERATURE',
  ON: 'TURN_ON',
  OFF: 'TURN_OFF',
};

/** The word that is meant, or null; `action` is a free text in the contract (mqtt.md). */
export function toSlotAction(text: string): SlotAction | null {
  return WORDS[text.trim().toUpperCase()] ?? null;
}

/** One setting of a schedule; HH:MM or HH:MM:SS on the controller's own wall. */
export interface Setting {
  readonly time: string;
  readonly action: SlotAction;
  readonly setpointC: number | null;
}

/** Settings for the days of a seven-character mask; which day is first is the controller's own. */
export interface Schedule {
  readonly days: string;
  readonly settings: readonly Setting[];
}

/** The setting that holds at a moment, and a name for its slot that changes at each change-over. */
export interface Slot {
  readonly key: string;
  readonly setting: Setting;
}

const EVERY_DAY = '1111111';
const heat = (time: string, setpointC: number): Setting => ({
  time,
  action: 'SET_TEMPERATURE',
  setpointC,
});

/** What an installer leaves behind. */
export const DEFAULT_SCHEDULES: Readonly<
  Record<'WATER' | 'ZONE_1' | 'ZONE_2' | 'AUXILIARY', readonly Schedule[]>
> = {
  WATER: [{ days: EVERY_DAY, settings: [heat('04:00', 50), heat('22:00', 45)] }],
  ZONE_1: [{ days: EVERY_DAY, settings: [heat('06:30', 20), heat('22:00', 17)] }],
  ZONE_2: [{ days: EVERY_DAY, settings: [heat('06:30', 19), heat('22:30', 18)] }],
  AUXILIARY: [],
};

/** The slot that holds now: the latest setting at or before now, at most a week back. */
export function activeSlot(
  schedules: readonly Schedule[],
  localTime: LocalTime,
  now: Date,
): Slot | null {
  if (schedules.length === 0) return null;
  const { date, weekday, minute } = localTime.read(now);
  for (let back = 0; back <= 7; back += 1) {
    const day = localTime.maskIndexOf((weekday - back + 7) % 7);
    const setting = lastSetting(schedules, day, back === 0 ? minute : Number.POSITIVE_INFINITY);
    if (setting !== null) return { key: `${date - back}/${setting.time}`, setting };
  }
  return null;
}

/** The name of what holds now; without a schedule each day is one slot. */
export function slotKey(schedules: readonly Schedule[], localTime: LocalTime, now: Date): string {
  return activeSlot(schedules, localTime, now)?.key ?? `${localTime.read(now).date}/none`;
}

/** The latest setting of a day that is not after the given minute. */
function lastSetting(schedules: readonly Schedule[], day: number, until: number): Setting | null {
  const candidates = schedules
    .filter((schedule) => schedule.days[day] === '1')
    .flatMap((schedule) => schedule.settings)
    .filter((setting) => minuteOf(setting.time) <= until)
    .sort((one, other) => one.time.localeCompare(other.time));
  return candidates.at(-1) ?? null;
}

/** Minutes since midnight of HH:MM or HH:MM:SS; a controller's clock has no finer steps. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
