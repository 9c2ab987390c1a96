import type { Telemetry } from '../domain/ports/devices.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Raw samples live so long (design section 4, "Retention"), ms. */
const rawLifeMs = 48 * 3_600_000;
/** Samples kept per device and name, whatever their rate. */
const sampleMax = 20_000;

/** Samples: stream `tm:<dev>:<name>`, bounded in count and age. */
export function makeTelemetry(scripts: Scripts): Telemetry {
  const { redis } = scripts;
  return {
    async record(deviceId, name, sample, receivedAtMs) {
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
