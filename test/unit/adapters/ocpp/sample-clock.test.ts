import { describe, expect, it } from 'vitest';
import {
  makeSampleClock,
  noteSample,
} from '../../../../src/adapters/ocpp/metering/sample-clock.ts';

const second = 1_000;
const nowMs = 1_800_000_000_000;

/** Delays of samples one after the other, s, for a search that began two seconds ago. */
function note(delaysS: readonly number[], sinceMs: number | null = nowMs - 2 * second) {
  const clock = { ...makeSampleClock(), sinceMs };
  return delaysS.map((delayS) => noteSample(clock, { atMs: nowMs - delayS * second, nowMs }));
}

describe('a sample', () => {
  it.each<[string, readonly number[], ReturnType<typeof noteSample>]>([
    ['that comes as it was taken', [0], 'present'],
    ['that is late by less than the skew', [0, 6], 'present'],
    ['that was taken before, by a clock that is right', [0, 60], 'past'],
    ['of a backlog', [0, 600, 540, 480], 'past'],
    ['of a backlog, before the clock was found right', [600, 540], 'present'],
    ['of a clock that was never set', [86_400, 86_401], 'present'],
    ['of a clock that was right once', [0, 3_600, 3_601], 'present'],
    ['of a clock that is right again', [3_600, 3_601, 0, 60], 'past'],
    ['of a clock that is ahead', [-60], 'present'],
  ])('%s', (_what, delays, wanted) => {
    expect(note(delays).at(-1)).toBe(wanted);
  });

  it('is never late while nothing is looked for', () => {
    expect(note([0, 600], null)).toEqual(['present', 'present']);
  });
});
