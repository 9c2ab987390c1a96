import { Redis } from 'ioredis';
import { quantile } from '../report/statistics.ts';
import type { Scenario, Values } from '../scenario.ts';
import type { Enrolled, System } from '../systems/system.ts';
import {
  type ChargerFleet,
  enrolChargers,
  startBareOcpp,
  startChargerFleet,
  toChargers,
} from './charger-site.ts';

const chargers = 1_000;
const stored = ['boot', 'status', 'session', 'meter'] as const;

/** Design section 12: what chargers send, at saturation, with everything of it stored. */
export const ocppInbound: Scenario = {
  name: 'ocpp-inbound',
  about: `heartbeats, statuses, sessions and meter values of ${chargers} chargers, saturated`,
  baseline: 'floor',
  figures: [
    { name: 'messages', unit: '/s', better: 'higher', bar: { of: 'ratio', limit: 0.4 } },
    { name: 'p50', unit: 'ms', better: 'lower' },
    { name: 'p99', unit: 'ms', better: 'lower' },
  ],
  rounds: { full: 5, quick: 2 },
  isQuick: true,
  async prepare(stage) {
    const floorFleet = await startChargerFleet(stage);
    await floorFleet.storm({ url: await startBareOcpp(stage), fleet: toChargers(chargers) });
    const product = await stage.startProduct();
    const known = await enrolChargers(stage, product, chargers);
    const fleet = await startChargerFleet(stage);
    await fleet.storm({ url: product.ocpp, fleet: known });
    await fleet.quiet();
    const times = { warmMs: 500, forMs: stage.isQuick ? 2_000 : 5_000 };
    for (const one of [floorFleet, fleet]) await one.beginSessions();
    return {
      baseline: () => measure(floorFleet, times),
      async product() {
        const values = await measure(fleet, times);
        await assertStored(product, known);
        return values;
      },
    };
  },
};

async function measure(
  fleet: ChargerFleet,
  times: { readonly warmMs: number; readonly forMs: number },
): Promise<Values> {
  const { answered, failed, latenciesMs } = await fleet.mix(times);
  if (failed > 0) throw new Error(`${failed} messages were not answered as they should be`);
  const count = Object.values(answered).reduce((sum, each) => sum + each, 0);
  return {
    messages: count / (times.forMs / 1_000),
    p50: quantile(latenciesMs, 0.5),
    p99: quantile(latenciesMs, 0.99),
  };
}

/** @throws Error when a charger left no trace: what stores nothing is fast. */
async function assertStored(
  { redisSocket, keyPrefix }: System,
  known: readonly Enrolled[],
): Promise<void> {
  const redis = new Redis({ path: redisSocket });
  try {
    const pipeline = redis.pipeline();
    for (const { deviceId } of known) pipeline.hmget(`${keyPrefix}rep:${deviceId}`, ...stored);
    const answers = (await pipeline.exec()) ?? [];
    const poor = answers.filter(([, values]) => (values as (string | null)[]).includes(null));
    if (poor.length > 0) throw new Error(`of ${poor.length} chargers not everything is stored`);
  } finally {
    redis.disconnect();
  }
}
