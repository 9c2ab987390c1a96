import type { Figure } from '../scenario.ts';
import { type Spread, toRatios, toSpread } from './statistics.ts';

/** One figure of a scenario over all its rounds. */
export type FigureResult = Figure & {
  /** The sides' values, round by round. */
  readonly rounds: { readonly baseline: readonly number[]; readonly product: readonly number[] };
  readonly baseline: Spread | null;
  readonly product: Spread;
  /** Of the rounds' own ratios; `null` where there is nothing to compare with. */
  readonly ratio: Spread | null;
  /** `null` = design section 12 has no bar for it. */
  readonly isMet: boolean | null;
};

/** What a scenario came to. */
export type ScenarioResult = {
  readonly name: string;
  readonly about: string;
  readonly baseline: string | null;
  readonly figures: readonly FigureResult[];
};

/** What a run came to, as it is written: no names of hosts, no paths. */
export type RunResult = {
  /** RFC 3339. */
  readonly at: string;
  readonly commit: string;
  readonly node: string;
  readonly redis: string;
  readonly cores: number;
  readonly isQuick: boolean;
  readonly scenarios: readonly ScenarioResult[];
};

/** Sums the rounds of one figure up and holds it against its bar. */
export function toFigureResult(figure: Figure, rounds: FigureResult['rounds']): FigureResult {
  const ratios = toRatios(rounds.product, rounds.baseline);
  const product = toSpread(rounds.product);
  const ratio = ratios.length > 0 ? toSpread(ratios) : null;
  const baseline = rounds.baseline.length > 0 ? toSpread(rounds.baseline) : null;
  return { ...figure, rounds, baseline, product, ratio, isMet: isMet(figure, { product, ratio }) };
}

function isMet(
  { bar, better }: Figure,
  { product, ratio }: { product: Spread; ratio: Spread | null },
): boolean | null {
  const shown = bar?.of === 'ratio' ? ratio?.median : product.median;
  if (!bar || shown === undefined) return null;
  return better === 'lower' ? shown <= bar.limit : shown >= bar.limit;
}
