import { describe, expect, it } from 'vitest';
import { median, quantile, toRatios, toSpread } from '../../../bench/report/statistics.ts';

describe('quantile', () => {
  it.each([
    [[5, 1, 3], 0.5, 3],
    [[4, 1, 3, 2], 0.5, 2],
    [Array.from({ length: 100 }, (_, index) => index + 1), 0.99, 99],
    [Array.from({ length: 10 }, (_, index) => index + 1), 0.99, 10],
    [[7], 0.99, 7],
    [[2, 1], 0, 1],
    [[2, 1], 1, 2],
  ])('is a value that was measured: %j at %d is %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it('is not a number of nothing', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('leaves what it was given in its order', () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('toSpread', () => {
  it('takes the middle of the middle two of an even count', () => {
    expect(toSpread([4, 1, 2, 10])).toEqual({ min: 1, median: 3, max: 10 });
  });

  it('is the value itself for one', () => {
    expect(toSpread([5])).toEqual({ min: 5, median: 5, max: 5 });
  });

  it('sorts numbers as numbers', () => {
    expect(median([10, 9, 100])).toBe(10);
  });
});

describe('toRatios', () => {
  it('compares the sides of the same round', () => {
    expect(toRatios([2, 9], [1, 3])).toEqual([2, 3]);
  });

  it('has none where a round has no baseline, or one of nothing', () => {
    expect(toRatios([2, 9, 4], [1, 0])).toEqual([2]);
    expect(toRatios([2, 9], [])).toEqual([]);
  });
});
