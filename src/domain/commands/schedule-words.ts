/** What a slot of a schedule does, in the one vocabulary that devices are told and clients read. */
export type ScheduleAction = 'SET_TEMPERATURE' | 'TURN_ON' | 'TURN_OFF';

/** The vocabulary of {@link ScheduleAction}. */
export const scheduleActions = ['SET_TEMPERATURE', 'TURN_ON', 'TURN_OFF'] as const;

/** What clients write for the same (kraken-api.md 3, "Schedule write"). */
const writtenWords: Readonly<Record<string, ScheduleAction>> = {
  HEAT: 'SET_TEMPERATURE',
  ON: 'TURN_ON',
  OFF: 'TURN_OFF',
};

/**
 * A slot's action as one word, whichever of the two vocabularies it came in; letters of any case.
 * @returns the word itself when it belongs to neither, for the schema to refuse.
 */
export function toScheduleAction(text: string): string {
  const word = text.trim().toUpperCase();
  return writtenWords[word] ?? word;
}

/**
 * A time of day as `HH:MM:SS`; `null` when it is none. Accepts `HH:MM`, `HH:MM:SS` and fractions
 * of a second that are zero.
 */
export function toTimeOfDay(text: string): string | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.0+)?)?$/.exec(text.trim());
  return match ? `${match[1]}:${match[2]}:${match[3] ?? '00'}` : null;
}
