import type { Redis } from 'ioredis';
import type { DeviceId } from '../domain/device.ts';
import type { Telemetry } from '../domain/ports/devices.ts';
import type { Stretch } from '../domain/ports/energy-history.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** What is kept of one name of one device: so many samples, none of them larger. */
type Bounds = { readonly samplesMax: number; readonly bytesMax: number };

/** A few numbers each, and read as a history: two days at two samples a minute. */
const narrow: Bounds = { samplesMax: 6_000, bytesMax: 256 };
/** Any other, such as the temperatures of 128 sensors: in effect only the newest is read. */
const wide: Bounds = { samplesMax: 80, bytesMax: 24_000 };
const boundsOf: Readonly<Record<string, Bounds>> = { energy: narrow, battery: narrow };

/** One sample a second is kept of each name. */
const gridMs = 1_000;
/** An entry that is so far ahead is from before the clock was set back. */
const aheadMaxMs = 60_000;
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

/**
 * Samples: stream `tm:<dev>:<name>`, whose ids are the seconds in which they were received, bounded
 * in count, size and age; what is over a bound is dropped and counted. As many of the largest as
 * can be take 1.87 MB (narrow) and 2.01 MB (wide) of Redis, for one device and name (by `MEMORY
 * USAGE`).
 */
export function makeTelemetry(scripts: Scripts, ports: TelemetryPorts): Telemetry {
  const { redis } = scripts;
  const rawLifeMs = ports.rawHours * 3_600_000;
  const drop = (reason: string) => ports.metrics.count('telemetry_dropped', { reason });
  return {
    async record(deviceId, name, sample, receivedAtMs) {
      if (!ports.room.takesSamples()) return drop('memory');
      const { samplesMax, bytesMax } = boundsOf[name] ?? wide;
      const text = JSON.stringify(sample);
      if (Buffer.byteLength(text) > bytesMax) return drop('size');
      const key = toKey(deviceId, name);
      const add = { key, text, samplesMax, rawLifeMs, receivedAtMs };
      const isAdded = await addSample(redis, { ...add, id: `${toGrid(receivedAtMs)}-0` });
      if (isAdded) return;
      if (!(await isAhead(redis, key, receivedAtMs))) return drop('rate');
      await addSample(redis, { ...add, id: '*' });
    },
    async latest(deviceId, name) {
      const key = toKey(deviceId, name);
      const found = await readFrom('telemetry', () => redis.xrevrange(key, '+', '-', 'COUNT', 1));
      return toSamples(found)[0] ?? null;
    },
    since: (deviceId, name, stretch) => readStretch(redis, toKey(deviceId, name), stretch),
  };
}

type Addition = {
  readonly key: string;
  /** Of the entry; `*` = after all that there are. */
  readonly id: string;
  readonly text: string;
  readonly samplesMax: number;
  readonly rawLifeMs: number;
  readonly receivedAtMs: number;
};

/** False when the id is not above those that are there: the second has its sample. */
async function addSample(redis: Redis, sample: Addition): Promise<boolean> {
  const { key, id, text, samplesMax, rawLifeMs, receivedAtMs } = sample;
  return await readFrom('telemetry', async () => {
    const answers = await redis
      .pipeline()
      .xadd(key, 'MAXLEN', '~', samplesMax, id, 's', text)
      .xtrim(key, 'MINID', '~', Math.max(0, receivedAtMs - rawLifeMs))
      .pexpire(key, rawLifeMs)
      .exec();
    const [error] = answers?.[0] ?? [];
    if (!error) return true;
    if (error.message.includes('equal or smaller')) return false;
    throw error;
  });
}

async function isAhead(redis: Redis, key: string, nowMs: number): Promise<boolean> {
  const newest = await readFrom('telemetry', () => redis.xrevrange(key, '+', '-', 'COUNT', 1));
  const id = newest[0]?.[0];
  return id !== undefined && Number(id.split('-')[0]) > nowMs + aheadMaxMs;
}

/** From the newest back, page by page; nothing outside the stretch is read. */
async function readStretch(redis: Redis, key: string, { fromMs, toMs }: Stretch) {
  if (toMs <= 0) return [];
  const start = String(Math.max(0, toGrid(fromMs)));
  const newestFirst: Entry[] = [];
  let end = String(toMs - 1);
  while (newestFirst.length < narrow.samplesMax * 2) {
    const page = await readFrom('telemetry', () =>
      redis.xrevrange(key, end, start, 'COUNT', pageMax),
    );
    newestFirst.push(...page);
    if (page.length < pageMax) break;
    end = `(${page.at(-1)?.[0]}`;
  }
  return toSamples(newestFirst.reverse());
}

function toKey(deviceId: DeviceId, name: string): string {
  return `jg:tm:${deviceId}:${name}`;
}

function toGrid(atMs: number): number {
  return Math.floor(atMs / gridMs) * gridMs;
}

function toSamples(entries: readonly Entry[]) {
  return entries.map(([, fields]) => JSON.parse(fields[1] ?? '{}') as Record<string, unknown>);
}
