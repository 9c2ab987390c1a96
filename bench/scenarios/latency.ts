import type { LoadResult, Sample } from '../generator/load.ts';
import { quantile } from '../report/statistics.ts';
import type { Values } from '../scenario.ts';

/** A command whose outcome is another than SUCCEEDED measures something else. */
const failedShareMax = 0.01;

/** @throws Error when more than one in a hundred commands did not succeed. */
export function assertSucceeded({ samples, failed }: LoadResult): void {
  if (samples.length > 0 && failed <= samples.length * failedShareMax) return;
  throw new Error(`${failed} of ${samples.length} commands did not succeed`);
}

/** From the mutation being sent to its durable outcome being seen, in ms. */
export function toOutcomeMs({ startUs, doneUs }: Sample): number {
  return (doneUs - startUs) / 1_000;
}

/** From the mutation being sent to its answer being read: one durable accept, in ms. */
export function toAnswerMs({ startUs, answeredUs }: Sample): number {
  return (answeredUs - startUs) / 1_000;
}

/** The middle and the hundredth of some times in ms, as figures `p50` and `p99`. */
export function toLatencies(timesMs: readonly number[]): Values {
  return { p50: quantile(timesMs, 0.5), p99: quantile(timesMs, 0.99) };
}
