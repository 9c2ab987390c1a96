import { quantile } from '../report/statistics.ts';
import type { Scenario } from '../scenario.ts';
import { toOutcomeMs } from './latency.ts';
import { type RenamingSite, startRenamingSite } from './renaming.ts';

const few = 100;
/** What the small side has; the large one commands all of its own that are connected. */
const commanded = { registered: few, connected: few };
const p50 = { name: 'p50', unit: 'ms', better: 'lower' } as const;

async function measure(site: RenamingSite, forMs: number) {
  const { samples } = await site.run({ kind: 'closed', inFlight: 1, forMs });
  return { p50: quantile(samples.map(toOutcomeMs), 0.5) };
}

/** Design section 12: what a command costs when many more devices are known. */
function makeRegistered(count: number): Scenario {
  return {
    name: `devices-${count}`,
    about: `one in flight, ${count} registered MQTT devices against ${few}`,
    baseline: `${few} devices`,
    figures: [{ ...p50, bar: { of: 'ratio', limit: 1.2 } }],
    rounds: { full: 7, quick: 3 },
    isQuick: false,
    async prepare(stage) {
      const small = await stage.startProduct({ isProfiled: false });
      const base = await startRenamingSite(stage, small, commanded);
      const connected = Math.min(count, connectedMax);
      const large = await stage.startProduct();
      const product = await startRenamingSite(stage, large, { registered: count, connected });
      const forMs = stage.isQuick ? 1_500 : 4_000;
      await measure(base, forMs);
      await measure(product, forMs);
      return { baseline: () => measure(base, forMs), product: () => measure(product, forMs) };
    },
  };
}

/** Of ten thousand, so many are there: their links are what memory scenarios are about. */
const connectedMax = 2_000;

/** The other ones' baseline against the floor. */
export const devices100: Scenario = {
  name: `devices-${few}`,
  about: `one in flight, ${few} registered MQTT devices`,
  baseline: 'floor',
  figures: [p50],
  rounds: { full: 5, quick: 2 },
  isQuick: false,
  async prepare(stage) {
    const floor = await startRenamingSite(stage, await stage.startFloor(), commanded);
    const product = await startRenamingSite(stage, await stage.startProduct(), commanded);
    const forMs = stage.isQuick ? 1_500 : 4_000;
    await measure(floor, forMs);
    await measure(product, forMs);
    return { baseline: () => measure(floor, forMs), product: () => measure(product, forMs) };
  },
};

/** Twenty times as many, all of them connected. */
export const devices2000: Scenario = makeRegistered(2_000);

/** A hundred times as many; a fifth of them are connected. */
export const devices10000: Scenario = makeRegistered(10_000);
