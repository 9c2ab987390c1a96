import { describe, expect, it } from 'vitest';
import { compareRuns, describeComparison, noiseMargin } from '../../../bench/report/compare.ts';
import { type RunResult, toFigureResult } from '../../../bench/report/result.ts';
import type { Figure } from '../../../bench/scenario.ts';

const lower: Figure = { name: 'p50', unit: 'ms', better: 'lower' };
const tail: Figure = { name: 'call p99', unit: 'ms', better: 'lower' };
const higher: Figure = { name: 'commands', unit: '/s', better: 'higher' };

/** A run with one scenario whose figures have these ratios to a baseline of 100. */
function makeRun(ratios: readonly (readonly [Figure, number | null])[], name = 'one'): RunResult {
  const figures = ratios.map(([figure, ratio]) => {
    const baseline = ratio === null ? [] : [100];
    return toFigureResult(figure, { baseline, product: [100 * (ratio ?? 1)] });
  });
  return {
    at: '2026-11-24T00:00:00.000Z',
    commit: 'abc',
    node: '24.21.0',
    redis: '7.0.15',
    cores: 2,
    isQuick: false,
    scenarios: [{ name, about: 'a scenario', baseline: 'floor', figures }],
  };
}

describe('compareRuns', () => {
  it('tells a ratio of a lower figure that rose beyond the margin', () => {
    const { regressions } = compareRuns(makeRun([[lower, 1.3]]), makeRun([[lower, 1]]));
    expect(regressions).toMatchObject([{ scenario: 'one', figure: 'p50', recorded: 1, now: 1.3 }]);
    expect(regressions[0]?.worseBy).toBeCloseTo(0.3);
  });

  it('tells a ratio of a higher figure that fell beyond the margin', () => {
    const { regressions } = compareRuns(makeRun([[higher, 0.5]]), makeRun([[higher, 0.7]]));
    expect(regressions).toMatchObject([{ figure: 'commands', recorded: 0.7, now: 0.5 }]);
  });

  it.each([
    ['within the margin', [[lower, 1.19]], [[lower, 1]]],
    ['of a tail within its own, wider one', [[tail, 1.35]], [[tail, 1]]],
    ['that got better', [[lower, 0.5]], [[lower, 1]]],
    ['of a higher figure that rose', [[higher, 2]], [[higher, 1]]],
  ] as const)('says nothing of a ratio %s', (_what, now, recorded) => {
    expect(compareRuns(makeRun(now), makeRun(recorded)).regressions).toEqual([]);
  });

  it('compares no figure without a ratio, and names what was not recorded', () => {
    const now = makeRun([
      [lower, 1],
      [higher, null],
    ]);
    const comparison = compareRuns(now, makeRun([[higher, 1]]));
    expect(comparison).toEqual({ regressions: [], compared: 0, unknown: ['one p50'] });
  });

  it('does not take a figure of another scenario for its own', () => {
    const comparison = compareRuns(makeRun([[lower, 9]]), makeRun([[lower, 1]], 'two'));
    expect(comparison).toEqual({ regressions: [], compared: 0, unknown: ['one p50'] });
  });
});

describe('describeComparison', () => {
  it('says how much worse it is, and what counts as noise', () => {
    const recorded = makeRun([[lower, 1]]);
    const text = describeComparison(compareRuns(makeRun([[lower, 1.5]]), recorded), recorded);
    expect(text).toContain('compared 1 ratios with those recorded at abc on 2026-11-24');
    const margin = `margin ${noiseMargin.usual * 100} %`;
    expect(text).toContain(`worse: one p50: ratio 1.00 -> 1.50 (50 % worse, ${margin})`);
  });

  it('says that nothing got worse', () => {
    const run = makeRun([[lower, 1]]);
    expect(describeComparison(compareRuns(run, run), run)).toContain('none got worse');
  });
});
