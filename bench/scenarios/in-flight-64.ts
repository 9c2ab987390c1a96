import type { Scenario } from '../scenario.ts';
import { toLatencies, toOutcomeMs } from './latency.ts';
import { type RenamingSite, startRenamingSite } from './renaming.ts';

const inFlight = 64;
/** Two of its own for each worker: no command waits for another one of its device. */
const devices = { registered: 2 * inFlight, connected: 2 * inFlight };
/** A watcher that asks Redis once for each change would be a good part of the load itself. */
const restMs = 1;

/** Design section 12, second row. */
export const inFlight64: Scenario = {
  name: 'in-flight-64',
  about: 'commands per second to their durable outcome, 64 in flight over 128 MQTT devices',
  baseline: 'floor',
  figures: [
    { name: 'commands', unit: '/s', better: 'higher', bar: { of: 'ratio', limit: 0.6 } },
    { name: 'p50', unit: 'ms', better: 'lower' },
    { name: 'p99', unit: 'ms', better: 'lower' },
  ],
  rounds: { full: 11, quick: 4 },
  isQuick: true,
  async prepare(stage) {
    const floor = await startRenamingSite(stage, await stage.startFloor(), devices);
    const product = await startRenamingSite(stage, await stage.startProduct(), devices);
    const forMs = stage.isQuick ? 800 : 3_000;
    const measure = async (site: RenamingSite) => {
      const { samples, tookUs } = await site.run({ kind: 'closed', inFlight, forMs }, { restMs });
      const commands = (samples.length * 1_000_000) / tookUs;
      return { commands, ...toLatencies(samples.map(toOutcomeMs)) };
    };
    await measure(floor);
    await measure(product);
    return { baseline: () => measure(floor), product: () => measure(product) };
  },
};
