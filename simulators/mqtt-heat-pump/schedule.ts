/** One setting of a schedule; `action` is a free text in the contract (mqtt.md). */
export interface Setting {
  readonly time: string;
  readonly action: string;
  readonly setpointC: number | null;
}

/** Settings for the days of a seven-character mask that begins on Monday. */
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
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
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

/** The controller's own zone, as in its `timezone`; the wall clock, never scaled. */
const LOCAL_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The slot that holds now: the latest setting at or before now, at most a week back. */
export function activeSlot(schedules: readonly Schedule[], now: Date): Slot | null {
  const parts = LOCAL_TIME.formatToParts(now);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const today = DAYS.indexOf(read('weekday'));
  const time = `${read('hour')}:${read('minute')}`;
  for (let back = 0; back <= 7; back += 1) {
    const day = (today - back + 7) % 7;
    const setting = lastSetting(schedules, day, back === 0 ? time : '24:00');
    if (setting !== null) return { key: `${day}/${setting.time}`, setting };
  }
  return null;
}

/** The latest setting of a day that is not after the given time of day. */
function lastSetting(schedules: readonly Schedule[], day: number, until: string): Setting | null {
  const candidates = schedules
    .filter((schedule) => schedule.days[day] === '1')
    .flatMap((schedule) => schedule.settings)
    .filter((setting) => setting.time.slice(0, 5) <= until)
    .sort((one, other) => one.time.localeCompare(other.time));
  return candidates.at(-1) ?? null;
}
