import { describe, expect, it } from 'vitest';
import { RestartBudget } from '../../src/store/redis/restart-budget.ts';

describe('the restarts of Redis', () => {
  it('come later and later, five within a minute', () => {
    const budget = new RestartBudget();
    const delays = [0, 1, 2, 3, 4, 5].map((at) => budget.nextDelayMs(at * 1_000));
    expect(delays).toEqual([100, 200, 400, 800, 1_600, undefined]);
  });

  it('are allowed again when the minute has passed', () => {
    const budget = new RestartBudget();
    for (let at = 0; at < 5; at += 1) budget.nextDelayMs(at);
    expect(budget.nextDelayMs(59_999)).toBeUndefined();
    expect(budget.nextDelayMs(60_100)).toBe(100);
  });
});
