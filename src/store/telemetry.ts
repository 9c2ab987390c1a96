import type { Telemetry } from '../domain/ports/devices.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Samples kept per device and name, whatever their rate. */
const sampleMax = 20_000;

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
          .pexpire(key, rawLifeMs)
          .exec(),
      );
    },
    async latest(deviceId, name) {
      const key = `jg:tm:${deviceId}:${name}`;
      const found = await readFrom('telemetry', () => redis.xrevrange(key, '+', '-', 'COUNT', 1));
      const text = found[0]?.[1][1];
      return text ? (JSON.parse(text) as Record<string, unknown>) : null;
    },
  };
}
