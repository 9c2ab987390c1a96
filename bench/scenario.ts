import type { Stage } from './stage.ts';

/** What a figure is counted in. */
export type Unit = 'ms' | 's' | '/s' | 'KB' | 'MB';

/** One number that each round of a scenario measures on each of its sides. */
export type Figure = {
  readonly name: string;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  /**
   * Design section 12, where it has a bar for this figure: `ratio` is of the product to the
   * baseline, `value` of the product alone. Lower figures must not be above it, higher not below.
   */
  readonly bar?: { readonly of: 'ratio' | 'value'; readonly limit: number };
};

/** The figures that one side showed in one round, by name. */
export type Values = Readonly<Record<string, number>>;

/** A scenario that is set up: what each round runs. A round is one turn of each side. */
export type PreparedScenario = {
  /** The side to compare with; absent where there is nothing to compare with. */
  readonly baseline?: () => Promise<Values>;
  readonly product: () => Promise<Values>;
};

/** One thing that is measured; a file of its own in bench/scenarios, listed in scenarios.ts. */
export type Scenario = {
  /** In kebab-case, as it is typed behind `--scenario` and kept in the results. */
  readonly name: string;
  /** What is measured, in one line. */
  readonly about: string;
  /** What the baseline is: `floor`, or words such as `100 devices`. */
  readonly baseline: string | null;
  readonly figures: readonly Figure[];
  /** How many rounds there are, unless `--rounds` says so. */
  readonly rounds: { readonly full: number; readonly quick: number };
  /** False for what `--quick` leaves out. */
  readonly isQuick: boolean;
  /**
   * Starts everything through the stage, which ends it all afterwards in reverse, also after an
   * error. Warming up belongs here: what a round measures is what counts.
   */
  prepare(stage: Stage): Promise<PreparedScenario>;
};
