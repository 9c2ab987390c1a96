import type { Scenario } from '../scenario.ts';
import { toLatencies, toOutcomeMs } from './latency.ts';
import { type RenamingSite, startRenamingSite } from './renaming.ts';

/** A rate at which commands come whatever becomes of them, over so many devices. */
function makePaced(perSecond: number): Scenario {
  return {
    name: `paced-${perSecond}`,
    about: `${perSecond} mutations a second to their durable outcome, MQTT devices`,
    baseline: 'floor',
    figures: [
      { name: 'p50', unit: 'ms', better: 'lower' },
      { name: 'p99', unit: 'ms', better: 'lower' },
    ],
    rounds: { full: 5, quick: 2 },
    isQuick: false,
    async prepare(stage) {
      const count = stage.isQuick ? 500 : 2_000;
      const devices = { registered: count, connected: count };
      const floor = await startRenamingSite(stage, await stage.startFloor(), devices);
      const product = await startRenamingSite(stage, await stage.startProduct(), devices);
      const measure = async (site: RenamingSite, forMs: number) => {
        const { samples } = await site.run({ kind: 'open', perSecond, forMs });
        return toLatencies(samples.map(toOutcomeMs));
      };
      await measure(floor, 1_000);
      await measure(product, 1_000);
      const forMs = stage.isQuick ? 2_000 : 6_000;
      return { baseline: () => measure(floor, forMs), product: () => measure(product, forMs) };
    },
  };
}

/** A quiet rate of a large fleet. */
export const paced500: Scenario = makePaced(500);

/** The rate at which other designs collapsed (platform.md C). */
export const paced1500: Scenario = makePaced(1_500);
