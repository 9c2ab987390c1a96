import { describe, expect, it } from 'vitest';
import { toBackoffMs } from '../../../src/jobs/report-backoff.ts';

describe('the delay before a report is tried again', () => {
  it.each([
    [1, 0, 500],
    [1, 0.999_999, 1_000],
    [2, 0, 1_000],
    [2, 0.999_999, 2_000],
    [5, 0.5, 12_000],
    [11, 0, 450_000],
    [500, 0.999_999, 900_000],
    [0, 0, 500],
  ])('after %i attempts with %d is %i ms', (attempts, random, delayMs) => {
    expect(toBackoffMs(attempts, random)).toBe(delayMs);
  });

  it('fits many attempts into a day', () => {
    let ageMs = 0;
    let attempts = 0;
    while (ageMs < 86_400_000) {
      attempts += 1;
      ageMs += toBackoffMs(attempts, 0);
    }
    expect(attempts).toBeGreaterThan(90);
    expect(attempts).toBeLessThan(300);
  });
});
