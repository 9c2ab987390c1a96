import type { Progress } from './report/progress.ts';
import { type ScenarioResult, toFigureResult } from './report/result.ts';
import type { Scenario, Values } from './scenario.ts';
import type { Stage } from './stage.ts';

/** From when to when the product was measured, us of the machine's monotonic clock. */
export type Window = { readonly fromUs: number; readonly toUs: number };

/**
 * Sets a scenario up and runs its rounds, the sides in turn. Who begins changes with each round:
 * what heats up or fills up over a run favours nobody.
 */
export async function runScenario(
  scenario: Scenario,
  stage: Stage,
  options: {
    readonly rounds: number;
    readonly progress: Progress;
    readonly nowUs: () => number;
    /** Set up, nothing measured yet. */
    onPrepared(): Promise<void>;
    onProductWindow(window: Window): void;
    /** All rounds are over, everything still runs. */
    onMeasured(): Promise<void>;
  },
): Promise<ScenarioResult> {
  const { rounds, progress, nowUs } = options;
  progress.say(`${scenario.name}: ${scenario.about}`);
  const prepared = await scenario.prepare(stage);
  await options.onPrepared();
  const shown = { baseline: [] as Values[], product: [] as Values[] };
  const { baseline } = prepared;
  const runBaseline = async () => void (baseline && shown.baseline.push(await baseline()));
  const runProduct = async () => {
    const fromUs = nowUs();
    shown.product.push(await prepared.product());
    options.onProductWindow({ fromUs, toUs: nowUs() });
  };
  const bar = progress.bar('rounds', rounds);
  for (let round = 1; round <= rounds; round += 1) {
    const turns = round % 2 === 1 ? [runBaseline, runProduct] : [runProduct, runBaseline];
    for (const turn of turns) await turn();
    bar.to(round);
  }
  bar.end();
  await options.onMeasured();
  const { name, about, figures } = scenario;
  const valuesOf = (side: readonly Values[], figure: string) =>
    side.flatMap((values) => values[figure] ?? []);
  return {
    ...{ name, about, baseline: scenario.baseline },
    figures: figures.map((figure) =>
      toFigureResult(figure, {
        baseline: valuesOf(shown.baseline, figure.name),
        product: valuesOf(shown.product, figure.name),
      }),
    ),
  };
}
