import type { SeenCall } from '../devices/called-chargers.ts';
import { quantile } from '../report/statistics.ts';
import type { Scenario, Values } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import type { System } from '../systems/system.ts';
import { toCallDelaysMs } from './call-delays.ts';
import { assertSucceeded, toOutcomeMs } from './latency.ts';

const document = `mutation($input: SmartControlInput!) {
  updateDeviceSmartControl(input: $input) { id }
}`;

/** At the product QUEUED, SENT, ACKNOWLEDGED, SUCCEEDED; the floor knows no acknowledgement. */
const settledNumbers: Readonly<Record<string, number>> = { floor: 3, product: 4 };
const quietForMs = 1_500;
/** An outcome takes the product a look at the meter: one in flight would measure a few commands. */
const perSecond = 50;
const warmMs = 1_000;

async function startSite(stage: Stage, system: System, count: number) {
  const bar = stage.progress.bar(`${system.name}: chargers enrolled`, count);
  const wanted = Array.from({ length: count }, (_, index) => ({
    ...{ class: 'CHARGER' as const, identity: `BENCH-${index}` },
  }));
  const fleet = await system.enrol(wanted, bar.to);
  bar.end();
  const chargers = await stage.startWorker(
    new URL('../devices/called-chargers.ts', import.meta.url),
  );
  await chargers.ask('connect', { url: system.ocpp, fleet, quietForMs });
  const targets = fleet.map(({ deviceId }) => ({
    variables: { input: { deviceId, action: 'SUSPEND' } },
  }));
  return async (forMs: number): Promise<Values> => {
    const { http, token, redisSocket, keyPrefix } = system;
    const settledNumber = settledNumbers[system.name] ?? 0;
    await chargers.ask('takeCalls');
    const result = await stage.generate({
      ...{ http, token, document, targets, varied: null },
      shape: { kind: 'open', perSecond, forMs },
      outcomes: { redisSocket, keyPrefix, settledNumber, restMs: 0 },
    });
    assertSucceeded(result);
    const calls = await chargers.ask<readonly SeenCall[]>('takeCalls');
    const delays = toCallDelaysMs(result.samples, calls);
    return {
      'call p50': quantile(delays, 0.5),
      'call p99': quantile(delays, 0.99),
      'outcome p50': quantile(result.samples.map(toOutcomeMs), 0.5),
    };
  };
}

/** Design section 12, third row: a suspension, whose first step is a CALL of its own. */
export const commandOcpp: Scenario = {
  name: 'command-ocpp',
  about: '50 mutations a second over 1,000 chargers, to the CALL on the wire and to the outcome',
  baseline: 'floor',
  figures: [
    { name: 'call p50', unit: 'ms', better: 'lower', bar: { of: 'value', limit: 5 } },
    { name: 'call p99', unit: 'ms', better: 'lower', bar: { of: 'value', limit: 25 } },
    { name: 'outcome p50', unit: 'ms', better: 'lower' },
  ],
  rounds: { full: 7, quick: 2 },
  isQuick: true,
  async prepare(stage) {
    const count = stage.isQuick ? 200 : 1_000;
    const floor = await startSite(stage, await stage.startFloor(), count);
    const product = await startSite(stage, await stage.startProduct(), count);
    const forMs = stage.isQuick ? 2_000 : 8_000;
    await floor(warmMs);
    await product(warmMs);
    return { baseline: () => floor(forMs), product: () => product(forMs) };
  },
};
