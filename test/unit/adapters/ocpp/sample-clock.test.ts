import { describe, expect, it } from 'vitest';
import {
  makeSampleClock,
  noteSample,
  noteTime,
} from '../../../../src/adapters/ocpp/metering/sample-clock.ts';

const second = 1_000;
const nowMs = 1_800_000_000_000;

/** How late samples are that come one after the other, so many seconds apart. */
type Lates = { readonly latesS: readonly number[]; readonly everyS: number };

/** For a search that began two seconds before the first came. */
function note({ latesS, everyS }: Lates, clock = makeSampleClock()) {
  clock.sinceMs = nowMs - 2 * second;
  return latesS.map((lateS, index) => {
    const arrivedMs = nowMs + index * everyS * second;
    return noteSample(clock, { atMs: arrivedMs - lateS * second, nowMs: arrivedMs });
  });
}
const live = (...latesS: number[]): Lates => ({ latesS, everyS: 10 });
const atOnce = (...latesS: number[]): Lates => ({ latesS, everyS: 0 });

describe('a sample', () => {
  it.each<[string, Lates, ReturnType<typeof noteSample>]>([
    ['that comes as it was taken', live(0), 'present'],
    ['that is late by less than the skew', live(0, 6), 'present'],
    ['that was taken before, by a clock that is right', live(0, 60), 'past'],
    ['of a backlog', atOnce(0, 600, 540, 480), 'past'],
    ['of a backlog of close samples', atOnce(0, 600, 597, 594), 'past'],
    ['of a backlog of two connectors', atOnce(0, 600, 600, 540, 540), 'past'],
    ['of a backlog of a first link, the first', atOnce(3_600), 'past'],
    ['of a backlog of a first link', atOnce(3_600, 3_540, 3_000), 'past'],
    ['of a backlog of a first link that comes slowly', live(3_600, 3_550, 3_010), 'past'],
    ['of one connector’s backlog after another’s', atOnce(600, 60, 600, 540), 'past'],
    ['of a clock that was never set, the first', live(86_400), 'past'],
    ['of a clock that was never set', live(86_400, 86_401), 'present'],
    ['of a clock that stands still', live(3_600, 3_610), 'present'],
    ['of a clock that was right once', live(0, 3_600, 3_601), 'present'],
    ['of a clock that is right again', live(3_600, 3_601, 0, 60), 'past'],
    ['of a clock that is ahead', live(-60), 'present'],
  ])('%s', (_what, lates, wanted) => {
    expect(note(lates).at(-1)).toBe(wanted);
  });

  it('is never late while nothing is looked for', () => {
    const clock = makeSampleClock();
    expect(noteSample(clock, { atMs: nowMs - 600 * second, nowMs })).toBe('present');
  });
});

describe('a message with a time', () => {
  const at = (lateS: number) => new Date(nowMs - lateS * second).toISOString();

  it.each<[string, string | undefined, boolean | null]>([
    ['that comes as it was stamped shows that the clock is right', at(0), true],
    ['that waited shows nothing', at(600), null],
    ['that has none shows nothing', undefined, null],
    ['that has none of this world shows nothing', 'soon', null],
  ])('%s', (_what, timestamp, wanted) => {
    const clock = makeSampleClock();
    noteTime(clock, timestamp, nowMs);
    expect(clock.isRight).toBe(wanted);
  });

  it('does not outweigh samples of another clock', () => {
    const clock = makeSampleClock();
    noteTime(clock, at(0), nowMs);
    expect(note(live(7_200, 7_200), clock)).toEqual(['past', 'present']);
  });
});
