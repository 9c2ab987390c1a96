import { describe, expect, it } from 'vitest';
import { toFigureResult } from '../../../bench/report/result.ts';
import { toResultTable, toText } from '../../../bench/report/table.ts';
import type { Figure } from '../../../bench/scenario.ts';

const rounds = { baseline: [10, 20, 30], product: [11, 40, 33] };
const plain: Figure = { name: 'p50', unit: 'ms', better: 'lower' };

function isMet(figure: Figure): boolean | null {
  return toFigureResult(figure, rounds).isMet;
}

describe('toFigureResult', () => {
  it('takes the ratio round by round, not of the medians', () => {
    const result = toFigureResult(plain, rounds);
    expect(result.ratio).toEqual({ min: 1.1, median: 1.1, max: 2 });
    expect(result.product.median / (result.baseline?.median ?? 0)).toBeGreaterThan(1.1);
  });

  it.each([
    ['a ratio below its limit', { ...plain, bar: { of: 'ratio', limit: 1.6 } }, true],
    ['a ratio above it', { ...plain, bar: { of: 'ratio', limit: 1 } }, false],
    ['a value at its limit', { ...plain, bar: { of: 'value', limit: 33 } }, true],
    ['a value above it', { ...plain, bar: { of: 'value', limit: 32 } }, false],
    [
      'a higher figure below its limit',
      { ...plain, better: 'higher', bar: { of: 'ratio', limit: 1.2 } },
      false,
    ],
    ['no bar', plain, null],
  ] as const)('holds it against its bar: %s', (_what, figure, expected) => {
    expect(isMet(figure)).toBe(expected);
  });

  it('judges no ratio where there is no baseline', () => {
    const figure: Figure = { ...plain, bar: { of: 'ratio', limit: 1.6 } };
    const result = toFigureResult(figure, { baseline: [], product: [1] });
    expect(result).toMatchObject({ baseline: null, ratio: null, isMet: null });
  });
});

describe('toResultTable', () => {
  const figure: Figure = { name: 'call p99', unit: 'ms', better: 'lower' };
  const barred: Figure = { ...figure, bar: { of: 'value', limit: 25 } };
  const wide = { baseline: [0.012, 123_456, 12.3], product: [12_345.6, 1.234_567, 987_654] };
  const scenario = {
    ...{ name: 'command-ocpp', about: 'something', baseline: 'floor' },
    figures: [toFigureResult(barred, wide), toFigureResult(figure, { ...wide, baseline: [] })],
  };

  it('fits 80 columns', () => {
    const lines = toResultTable([scenario]).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows the sides, the ratio, the bar and whether it is met', () => {
    const text = toResultTable([scenario]);
    expect(text).toContain('command-ocpp (baseline: floor)');
    expect(text).toContain('<= 25 ms');
    expect(text).toContain('NO');
  });

  it.each([
    [0.1234, '0.12'],
    [12.34, '12.3'],
    [1234.5, '1235'],
    [Number.NaN, '-'],
  ])('writes %d as %s', (value, text) => {
    expect(toText(value)).toBe(text);
  });
});
