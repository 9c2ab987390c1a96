import type { Redis } from 'ioredis';
import type { Telemetry } from '../domain/ports/devices.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Samples kept per device and name, whatever their rate. */
const sampleMax = 20_000;
/** Samples read at once. */
const pageMax = 1_000;

type Entry = readonly [id: string, fields: string[]];

/** What samples need besides the store. */
export type TelemetryPorts = {
  readonly room: Pick<StoreRoom, 'takesSamples'>;
  readonly metrics: Metrics;
  /** How long a name's samples outlive the last of them. */
  readonly rawHours: number;
};

/** Samples: stream `tm:<dev>:<name>`, bounded in count and age, dropped when memory runs short. */
export function makeTelemetry(scripts: Scripts, ports: TelemetryPorts): Telemetry {
  const { redis } = scripts;
  const rawLifeMs = ports.rawHours * 3_600_000;
  return {
    async record(deviceId, name, sample, receivedAtMs) {
      if (!ports.room.takesSamples()) return ports.metrics.count('telemetry_dropped');
      const key = `jg:tm:${deviceId}:${name}`;
      const text = JSON.stringify(sample);
      await readFrom('telemetry', () =>
        redis
          .pipeline()
          .xadd(key, 'MAXLEN', '~', sampleMax, '*', 's', text, 'at', receivedAtMs)
          .xtrim(key, 'MINID', '~', receivedAtMs - rawLifeMs)
          .pexpire(key, rawLifeMs)
          .exec(),
      );
    },
    async latest(deviceId, name) {
      const key = `jg:tm:${deviceId}:${name}`;
      const found = await readFrom('telemetry', () => redis.xrevrange(key, '+', '-', 'COUNT', 1));
      return toSamples(found)[0] ?? null;
    },
    async since(deviceId, name, fromMs) {
      return await readSince(redis, `jg:tm:${deviceId}:${name}`, fromMs);
    },
  };
}

/** From the newest back, page by page, so that a short time costs little. */
async function readSince(redis: Redis, key: string, fromMs: number) {
  const newestFirst: Entry[] = [];
  let end = '+';
  while (newestFirst.length < sampleMax) {
    const page = await readFrom('telemetry', () =>
      redis.xrevrange(key, end, '-', 'COUNT', pageMax),
    );
    const recent = page.filter(([, fields]) => Number(fields[3]) >= fromMs);
    newestFirst.push(...recent);
    if (recent.length < pageMax) break;
    end = `(${page.at(-1)?.[0]}`;
  }
  return toSamples(newestFirst.reverse());
}

/** Entries are `s`, the sample, and `at`, when it was received. */
function toSamples(entries: readonly Entry[]) {
  return entries.map(([, fields]) => JSON.parse(fields[1] ?? '{}') as Record<string, unknown>);
}
