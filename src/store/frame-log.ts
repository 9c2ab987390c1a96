import type { Redis } from 'ioredis';
import type { DeviceId } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Frame, FrameLog, FramePage } from '../domain/ports/frame-log.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** What the frame log needs besides the store. */
export type FrameLogPorts = {
  readonly room: Pick<StoreRoom, 'takesSamples'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Frames that are kept of each device. */
  readonly framesPerDevice: number;
};

/** A frame log that is written in the background, and must be stopped. */
export type BufferedFrameLog = FrameLog & {
  /** Writes what still waits; nothing is recorded any more. */
  stop(): Promise<void>;
};

type Waiting = { readonly deviceId: DeviceId; readonly frame: Frame };

/** How long a frame may wait for others, so that many share one write to the disk, ms. */
const flushAfterMs = 100;
/** Frames that wait at most, over all devices of this node. */
const waitingMax = 5_000;
/** Frames of one write. */
const batchMax = 500;

/**
 * Frames: stream `frames:<dev>` of so many entries (design section 4, "Retention"). Written behind
 * the back of the devices, in batches; over 85 % memory or behind a slow store they are dropped and
 * counted, oldest waiting ones kept.
 */
export function makeFrameLog(scripts: Scripts, ports: FrameLogPorts): BufferedFrameLog {
  const { redis } = scripts;
  let waiting: Waiting[] = [];
  let cancel: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isStopped = false;

  const flush = (): Promise<void> => {
    cancel?.();
    cancel = null;
    const batch = waiting;
    waiting = [];
    writing = writing.then(() => writeAll(redis, ports, batch));
    return writing;
  };
  const toDropReason = (): string | null => {
    if (isStopped) return 'stopped';
    if (!ports.room.takesSamples()) return 'memory';
    return waiting.length >= waitingMax ? 'behind' : null;
  };

  return {
    record(deviceId, frame) {
      const reason = toDropReason();
      if (reason) return ports.metrics.count('frames_dropped', { reason });
      waiting.push({ deviceId, frame });
      cancel ??= ports.clock.after(flushAfterMs, () => void flush());
    },
    async read(deviceId, page) {
      await flush();
      return await readPage(redis, deviceId, page);
    },
    async stop() {
      isStopped = true;
      await flush();
    },
  };
}

/** What the store does not take is lost, and said once for each batch; nobody waits for it. */
async function writeAll(
  redis: Redis,
  ports: FrameLogPorts,
  all: readonly Waiting[],
): Promise<void> {
  for (let from = 0; from < all.length; from += batchMax) {
    const batch = all.slice(from, from + batchMax);
    await write(redis, batch, ports.framesPerDevice).catch((error: unknown) => {
      ports.metrics.count('frames_dropped', { reason: 'store' }, batch.length);
      ports.log.warn({ err: error, count: batch.length }, 'frames could not be logged');
    });
  }
}

async function write(
  redis: Redis,
  batch: readonly Waiting[],
  framesPerDevice: number,
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const { deviceId, frame } of batch) {
    const fields = Object.entries(toFields(frame)).flat();
    pipeline.xadd(toKey(deviceId), 'MAXLEN', '~', framesPerDevice, '*', ...fields);
  }
  await readFrom('frames', () => pipeline.exec());
}

async function readPage(
  redis: Redis,
  deviceId: DeviceId | string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<FramePage> {
  const key = toKey(deviceId);
  const found = await readFrom('frames', async () =>
    after === null
      ? (await redis.xrevrange(key, '+', '-', 'COUNT', limit)).reverse()
      : await redis.xrange(key, `(${after}`, '+', 'COUNT', limit),
  );
  return {
    frames: found.map(([, fields]) => parseFrame(fields)),
    cursor: found.at(-1)?.[0] ?? after,
  };
}

function toFields(frame: Frame): Readonly<Record<string, string>> {
  return {
    at: String(frame.atMs),
    dir: frame.direction,
    name: frame.name,
    text: frame.text,
    cut: frame.isCut ? '1' : '',
  };
}

function parseFrame(flat: readonly string[]): Frame {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return {
    atMs: Number(fields['at']),
    direction: fields['dir'] === 'out' ? 'out' : 'in',
    name: fields['name'] ?? '',
    text: fields['text'] ?? '',
    isCut: fields['cut'] === '1',
  };
}

function toKey(deviceId: DeviceId | string): string {
  return `jg:frames:${deviceId}`;
}
