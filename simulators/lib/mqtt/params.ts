import { outOfRange, type Refusal } from './request.ts';

/** A closed range with a grid that starts at its lower end. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** Absent: any value in between. */
  readonly step?: number;
}

/** Why a value is not a number on the grid of a range; null when it is one. */
export function judgeNumber(name: string, value: unknown, range: Range): Refusal | null {
  const { min, max, step } = range;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return outOfRange(`${name}: not a number`);
  }
  if (value < min || value > max) return outOfRange(`${name} ${value}: not in ${min} to ${max}`);
  if (step === undefined) return null;
  const steps = (value - min) / step;
  // Sums of binary fractions such as 20.1 - 7 are never exact.
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return null;
  return outOfRange(`${name} ${value}: not in steps of ${step}`);
}

/** The same for a value that may be left out or null. */
export function judgeOptional(name: string, value: unknown, range: Range): Refusal | null {
  return value === undefined || value === null ? null : judgeNumber(name, value, range);
}

/** Whether it is one of the words. */
export function isOneOf<Word extends string>(
  words: readonly Word[],
  value: unknown,
): value is Word {
  return words.some((word) => word === value);
}

/** Rounds for payloads, so that they read like a device's. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
