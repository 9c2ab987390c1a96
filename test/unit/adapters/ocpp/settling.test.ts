import { describe, expect, it } from 'vitest';
import { type Settling, settle } from '../../../../src/adapters/ocpp/metering/settling.ts';

const sinceMs = 1_000_000;

/** True once the last of some samples, each so many seconds after the step, shows what flows. */
function isSettled(...samples: readonly (readonly [afterS: number, powerW: number])[]): boolean {
  let settling: Settling | null = { sinceMs, lastW: null };
  for (const [afterS, powerW] of samples) {
    const sample = { powerW, nowMs: sinceMs + afterS * 1_000 };
    settling = settling && settle(settling, sample, (ms) => ms);
  }
  return settling === null;
}

describe('power that flowed already before a step', () => {
  it.each([
    ['one sample, however late', [[60, 7_360]]],
    [
      'two samples that come too soon',
      [
        [1, 7_360],
        [9, 7_360],
      ],
    ],
    [
      'a second sample that falls',
      [
        [1, 7_360],
        [11, 6_600],
      ],
    ],
    [
      'samples that go on falling',
      [
        [1, 7_000],
        [11, 5_000],
        [21, 3_000],
      ],
    ],
  ] as const)('is not shown to flow by %s', (_what, samples) => {
    expect(isSettled(...samples)).toBe(false);
  });

  it.each([
    [
      'a second sample that is late enough',
      [
        [1, 7_360],
        [10, 7_300],
      ],
    ],
    [
      'one that rises',
      [
        [1, 3_310],
        [11, 7_360],
      ],
    ],
    [
      'one that has come down to less, and stays',
      [
        [1, 6_000],
        [11, 4_140],
        [21, 4_140],
      ],
    ],
    ['one at rest, at once', [[1, 0]]],
    [
      'whatever follows a rest',
      [
        [1, 500],
        [2, 7_360],
      ],
    ],
  ] as const)('is shown to flow, or not to, by %s', (_what, samples) => {
    expect(isSettled(...samples)).toBe(true);
  });

  it('waits for the scaled window', () => {
    const first = settle({ sinceMs, lastW: null }, { powerW: 7_000, nowMs: sinceMs + 1 }, () => 10);
    expect(first && settle(first, { powerW: 7_000, nowMs: sinceMs + 10 }, () => 10)).toBeNull();
  });
});
