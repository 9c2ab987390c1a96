import { describe, expect, it } from 'vitest';
import { countBuckets, toBuckets, toSums, toTotal } from '../../../src/domain/energy-buckets.ts';
import { toEnergySample, toRise } from '../../../src/domain/energy-sample.ts';
import type { EnergySum } from '../../../src/domain/ports/energy-history.ts';

const at = (text: string) => Date.parse(text);
const hour = 3_600_000;
const sum = (
  from: string,
  energyInKwh: number | null,
  over: Partial<EnergySum> = {},
): EnergySum => ({
  ...{ fromMs: at(from), toMs: at(from) + hour, energyInKwh },
  ...{ heatOutKwh: energyInKwh === null ? null : energyInKwh * 3, outdoorC: null },
  ...over,
});
const shown = (sums: readonly EnergySum[]) =>
  sums.map(({ fromMs, toMs, energyInKwh }) => [
    new Date(fromMs).toISOString().slice(0, 16),
    new Date(toMs).toISOString().slice(0, 16),
    energyInKwh,
  ]);

describe('buckets', () => {
  it('of a day begin at midnight UTC, those of a month with its first day', () => {
    const sums = [
      sum('2026-01-31T22:00Z', 1),
      sum('2026-01-31T23:00Z', 2),
      sum('2026-02-01T00:00Z', 4),
      sum('2026-03-01T00:00Z', 8),
    ];
    const stretch = { fromMs: at('2026-01-01T00:00Z'), toMs: at('2027-01-01T00:00Z') };
    expect(shown(toBuckets(sums, 'day', stretch))).toEqual([
      ['2026-01-31T00:00', '2026-02-01T00:00', 3],
      ['2026-02-01T00:00', '2026-02-02T00:00', 4],
      ['2026-03-01T00:00', '2026-03-02T00:00', 8],
    ]);
    expect(shown(toBuckets(sums, 'month', stretch))).toEqual([
      ['2026-01-01T00:00', '2026-02-01T00:00', 3],
      ['2026-02-01T00:00', '2026-03-01T00:00', 4],
      ['2026-03-01T00:00', '2026-04-01T00:00', 8],
    ]);
  });

  it('are cut to the stretch, and what crosses its ends is shared by time', () => {
    const sums = [sum('2026-01-01T00:00Z', 4), sum('2026-01-01T01:00Z', 8)];
    const stretch = { fromMs: at('2026-01-01T00:45Z'), toMs: at('2026-01-01T01:15Z') };
    expect(shown(toBuckets(sums, 'hour', stretch))).toEqual([
      ['2026-01-01T00:45', '2026-01-01T01:00', 1],
      ['2026-01-01T01:00', '2026-01-01T01:15', 2],
    ]);
    expect(toTotal(sums, stretch)).toMatchObject({ energyInKwh: 3, heatOutKwh: 9 });
  });

  it('in which nothing was measured are left out, measured zeros are not', () => {
    const sums = [
      sum('2026-01-01T00:00Z', null, { outdoorC: 5 }),
      sum('2026-01-01T01:00Z', 0),
      sum('2026-01-01T03:00Z', null, { heatOutKwh: 1 }),
    ];
    const stretch = { fromMs: at('2026-01-01T00:00Z'), toMs: at('2026-01-02T00:00Z') };
    expect(shown(toBuckets(sums, 'hour', stretch))).toEqual([
      ['2026-01-01T01:00', '2026-01-01T02:00', 0],
      ['2026-01-01T03:00', '2026-01-01T04:00', null],
    ]);
    expect(toTotal([], stretch)).toBeNull();
    expect(toTotal(sums.slice(0, 1), stretch)).toBeNull();
  });

  it('have the mean outdoor temperature, weighted by time', () => {
    const halfHour = { toMs: at('2026-01-01T01:30Z'), outdoorC: 10 };
    const sums = [
      sum('2026-01-01T00:00Z', 1, { outdoorC: 4 }),
      sum('2026-01-01T01:00Z', 1, halfHour),
      sum('2026-01-01T02:00Z', 1),
    ];
    const stretch = { fromMs: at('2026-01-01T00:00Z'), toMs: at('2026-01-02T00:00Z') };
    expect(toBuckets(sums, 'day', stretch)[0]?.outdoorC).toBe(6);
  });

  it('are counted on the safe side', () => {
    const stretch = { fromMs: 0, toMs: 365 * 24 * hour };
    expect(countBuckets('hour', stretch)).toBe(365 * 24 + 1);
    expect(countBuckets('month', stretch)).toBeGreaterThanOrEqual(13);
    expect(countBuckets('five_minutes', { fromMs: 0, toMs: 1 })).toBe(2);
  });
});

describe('what lies between samples', () => {
  const sample = (text: string, energyInKwh: number | null) => ({
    ...{ atMs: at(text), energyInKwh, heatOutKwh: null, outdoorC: null },
  });

  it('is what the counter rose by, in whatever order they came, once for each moment', () => {
    const sums = toSums([
      sample('2026-01-01T00:10Z', 12),
      sample('2026-01-01T00:00Z', 10),
      sample('2026-01-01T00:10Z', 12),
      sample('2026-01-01T00:20Z', 12.5),
    ]);
    expect(shown(sums)).toEqual([
      ['2026-01-01T00:00', '2026-01-01T00:10', 2],
      ['2026-01-01T00:10', '2026-01-01T00:20', 0.5],
    ]);
    expect(toSums([])).toEqual([]);
  });

  it('goes over samples that lack the counter', () => {
    const sums = toSums([
      sample('2026-01-01T00:00Z', 10),
      { ...sample('2026-01-01T00:10Z', null), outdoorC: 4, heatOutKwh: 7 },
      sample('2026-01-01T00:20Z', 12),
    ]);
    expect(shown(sums)).toEqual([['2026-01-01T00:00', '2026-01-01T00:20', 2]]);
  });

  it.each([
    ['a rise', 100, 101, 1],
    ['no rise', 100, 100, 0],
    ['a reset', 100, 1.5, 1.5],
    ['a reset to zero', 100, 0, 0],
    ['a leap beyond belief', 100, 1_000, null],
    ['another counter, lower but not near zero', 9_000, 4_000, null],
    ['nothing before', null, 4, null],
    ['nothing after', 4, null, null],
  ])('is, of %s', (_what, before, after, rise) => {
    expect(toRise(before, after, hour)).toBe(rise);
  });
});

describe('a sample', () => {
  it.each([[{ energyInKwh: 1 }], [{ at: 'today', energyInKwh: 1 }], [{ at: 7, energyInKwh: 1 }]])(
    'without a time is none: %j',
    (sample) => {
      expect(toEnergySample(sample)).toBeNull();
    },
  );

  it('has no counters that are no counters', () => {
    const facts = { energyInKwh: -1, heatOutKwh: '7', outdoorC: -8.5 };
    expect(toEnergySample({ at: '2026-01-01T00:00:00Z', ...facts })).toEqual({
      ...{ atMs: at('2026-01-01T00:00Z'), energyInKwh: null, heatOutKwh: null, outdoorC: -8.5 },
    });
  });
});
