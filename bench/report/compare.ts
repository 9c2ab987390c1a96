import type { FigureResult, RunResult } from './result.ts';
import { toText } from './table.ts';

/**
 * By how much a ratio may be worse than the recorded one before it is told. Repeated runs of the
 * same code on two shared cores differ by about so much; a tail (p99) by about twice.
 */
export const noiseMargin = { usual: 0.2, tail: 0.4 } as const;

/** A ratio that got worse beyond its margin. */
export type Regression = {
  readonly scenario: string;
  readonly figure: string;
  readonly recorded: number;
  readonly now: number;
  /** How much worse, as a part of the recorded ratio. */
  readonly worseBy: number;
  readonly margin: number;
};

/** What a comparison came to. */
export type Comparison = {
  readonly regressions: readonly Regression[];
  /** How many ratios are in both runs. */
  readonly compared: number;
  /** Measured now, and not in the recorded run. */
  readonly unknown: readonly string[];
};

/** Compares ratios only: absolute times belong to one machine and one hour. */
export function compareRuns(now: RunResult, recorded: RunResult): Comparison {
  const before = new Map(ratiosOf(recorded).map((one) => [one.key, one.figure]));
  const pairs = ratiosOf(now).map((one) => ({ ...one, before: before.get(one.key) }));
  const regressions = pairs.flatMap(({ scenario, figure, before: old }) => {
    const worse = old ? toRegression(scenario, figure, old) : null;
    return worse ? [worse] : [];
  });
  const unknown = pairs.filter((one) => !one.before).map(({ key }) => key);
  return { regressions, compared: pairs.length - unknown.length, unknown };
}

function ratiosOf(run: RunResult) {
  return run.scenarios.flatMap(({ name, figures }) =>
    figures
      .filter(({ ratio }) => ratio !== null)
      .map((figure) => ({ scenario: name, figure, key: `${name} ${figure.name}` })),
  );
}

function toRegression(
  scenario: string,
  figure: FigureResult,
  before: FigureResult,
): Regression | null {
  if (!figure.ratio || !before.ratio) return null;
  const [recorded, now] = [before.ratio.median, figure.ratio.median];
  const change = figure.better === 'lower' ? now / recorded : recorded / now;
  const worseBy = change - 1;
  const margin = marginOf(figure.name);
  if (worseBy <= margin) return null;
  return { scenario, figure: figure.name, recorded, now, worseBy, margin };
}

/** The margin of a figure by its name. */
export function marginOf(figure: string): number {
  return /p99/.test(figure) ? noiseMargin.tail : noiseMargin.usual;
}

/** The comparison in words; what it was recorded on is said, for a ratio depends on it a little. */
export function describeComparison(
  { regressions, compared, unknown }: Comparison,
  recorded: RunResult,
): string {
  const lines = regressions.map(
    ({ scenario, figure, recorded: old, now, worseBy, margin }) =>
      `worse: ${scenario} ${figure}: ratio ${toText(old)} -> ${toText(now)} ` +
      `(${toPercent(worseBy)} worse, margin ${toPercent(margin)})`,
  );
  const day = recorded.at.slice(0, 10);
  const head = `compared ${compared} ratios with those recorded at ${recorded.commit} on ${day}`;
  const verdict = lines.length === 0 ? ['none got worse beyond the noise'] : lines;
  const extra = unknown.length > 0 ? [`not recorded yet: ${unknown.join(', ')}`] : [];
  return [head, ...verdict, ...extra].join('\n');
}

function toPercent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
