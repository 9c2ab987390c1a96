/** The least, the middle and the greatest of some numbers. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/**
 * The value that so many of the numbers do not exceed, `share` from 0 to 1, by the nearest rank: a
 * value that was really measured. NaN of nothing.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.ceil(share * sorted.length);
  return sorted[Math.min(Math.max(rank - 1, 0), sorted.length - 1)] ?? Number.NaN;
}

/** Half of the numbers are above it; between the middle two where their count is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** How far some numbers lie apart. */
export function toSpread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/**
 * Product to baseline of each round: both sides of a round ran one after the other, so what else
 * the machine did weighs on both. The ratio of two medians would mix rounds.
 */
export function toRatios(
  product: readonly number[],
  baseline: readonly number[],
): readonly number[] {
  return product.flatMap((value, round) => {
    const other = baseline[round];
    return other === undefined || other === 0 ? [] : [value / other];
  });
}
