import { quantile } from '../report/statistics.ts';
import type { Scenario } from '../scenario.ts';
import { toAnswerMs, toLatencies, toOutcomeMs } from './latency.ts';
import { type RenamingSite, startRenamingSite } from './renaming.ts';

const devices = { registered: 128, connected: 128 };

/** Design section 12, first row. */
export const commandMqtt: Scenario = {
  name: 'command-mqtt',
  about: 'mutation to durable outcome of an MQTT device, one in flight',
  baseline: 'floor',
  figures: [
    { name: 'p50', unit: 'ms', better: 'lower', bar: { of: 'ratio', limit: 1.6 } },
    { name: 'p99', unit: 'ms', better: 'lower', bar: { of: 'ratio', limit: 2 } },
    { name: 'answer p50', unit: 'ms', better: 'lower' },
  ],
  rounds: { full: 11, quick: 5 },
  isQuick: true,
  async prepare(stage) {
    const floor = await startRenamingSite(stage, await stage.startFloor(), devices);
    const product = await startRenamingSite(stage, await stage.startProduct(), devices);
    const forMs = stage.isQuick ? 700 : 2_500;
    const measure = async (site: RenamingSite) => {
      const { samples } = await site.run({ kind: 'closed', inFlight: 1, forMs });
      const answer = quantile(samples.map(toAnswerMs), 0.5);
      return { ...toLatencies(samples.map(toOutcomeMs)), 'answer p50': answer };
    };
    await measure(floor);
    await measure(product);
    return { baseline: () => measure(floor), product: () => measure(product) };
  },
};
