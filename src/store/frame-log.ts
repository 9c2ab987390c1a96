import type { Redis } from 'ioredis';
import type { DeviceId } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Frame, FrameLog, FramePage } from '../domain/ports/frame-log.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';

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

/** Frames as they are stored, by device, oldest first. */
type Batch = Map<DeviceId, string[]>;

/** How long a frame may wait for others: those of a device are one command, ms. */
const flushAfterMs = 500;
/** So many that wait, over all devices of this node, wait no longer. */
const flushCount = 4_000;
/** Frames that wait at most, over all devices of this node. */
const waitingMax = 8_000;
/** Devices of one write. */
const batchMax = 250;
/** The newest of a device that are looked through first for a cursor. */
const nearCount = 100;

/**
 * Frames: list `fr:<dev>` of so many (design section 4, "Retention"), each with an ID that is a
 * cursor. Written behind the back of the devices, in batches; over 85 % memory or behind a slow
 * store they are dropped and counted, oldest waiting ones kept.
 */
export function makeFrameLog(scripts: Scripts, ports: FrameLogPorts): BufferedFrameLog {
  const { redis } = scripts;
  const nextId = makeIds();
  let waiting: Batch = new Map();
  let count = 0;
  let cancel: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isStopped = false;

  const flush = (): Promise<void> => {
    cancel?.();
    cancel = null;
    const batch = waiting;
    waiting = new Map();
    writing = writing.then(async () => {
      await writeAll(redis, ports, batch);
      for (const frames of batch.values()) count -= frames.length;
    });
    return writing;
  };
  const toDropReason = (): string | null => {
    if (isStopped) return 'stopped';
    if (!ports.room.takesSamples()) return 'memory';
    return count >= waitingMax ? 'behind' : null;
  };

  return {
    record(deviceId, frame) {
      const reason = toDropReason();
      if (reason) return ports.metrics.count('frames_dropped', { reason });
      const text = toText(nextId(frame.atMs), frame);
      const others = waiting.get(deviceId);
      if (others) others.push(text);
      else waiting.set(deviceId, [text]);
      count += 1;
      if (count === flushCount) void flush();
      else cancel ??= ports.clock.after(flushAfterMs, () => void flush());
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
async function writeAll(redis: Redis, ports: FrameLogPorts, all: Batch): Promise<void> {
  const devices = [...all];
  for (let from = 0; from < devices.length; from += batchMax) {
    const batch = devices.slice(from, from + batchMax);
    await write(redis, batch, ports.framesPerDevice).catch((error: unknown) => {
      const count = batch.reduce((sum, [, frames]) => sum + frames.length, 0);
      ports.metrics.count('frames_dropped', { reason: 'store' }, count);
      ports.log.warn({ err: error, count }, 'frames could not be logged');
    });
  }
}

/** A list is cut when it is a tenth too long, not at each write. */
async function write(
  redis: Redis,
  batch: readonly (readonly [DeviceId, readonly string[]])[],
  framesPerDevice: number,
): Promise<void> {
  const adding = redis.pipeline();
  for (const [deviceId, frames] of batch) {
    adding.rpush(toKey(deviceId), ...frames.slice(-framesPerDevice));
  }
  const lengths = await readAll('frames', adding);
  const long = batch.filter((_, index) => Number(lengths[index]) > framesPerDevice * 1.1);
  if (long.length === 0) return;
  const cutting = redis.pipeline();
  for (const [deviceId] of long) cutting.ltrim(toKey(deviceId), -framesPerDevice, -1);
  await readAll('frames', cutting);
}

async function readPage(
  redis: Redis,
  deviceId: DeviceId | string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<FramePage> {
  const key = toKey(deviceId);
  const texts = await readFrom('frames', () =>
    after === null ? redis.lrange(key, -limit, -1) : readAfter(redis, key, after),
  );
  const found = texts.slice(0, limit).map(parse);
  return { frames: found.map(({ frame }) => frame), cursor: found.at(-1)?.id ?? after };
}

/** All behind the frame of that ID; all there are when it is not kept any more. */
async function readAfter(redis: Redis, key: string, id: string): Promise<readonly string[]> {
  const isIt = (text: string) => text.startsWith(`${id}|`);
  const near = await redis.lrange(key, -nearCount, -1);
  const place = near.findLastIndex(isIt);
  if (place >= 0) return near.slice(place + 1);
  const all = await redis.lrange(key, 0, -1);
  return all.slice(all.findLastIndex(isIt) + 1);
}

/** IDs that are no one's twice: the time of the frame, and a number within it. */
function makeIds(): (atMs: number) => string {
  let lastMs = 0;
  let number = 0;
  return (atMs) => {
    number = atMs > lastMs ? 0 : number + 1;
    lastMs = Math.max(lastMs, atMs);
    return `${lastMs}-${number}`;
  };
}

/** `id|atMs|direction|cut|length of the name|name and text`. */
function toText(id: string, { atMs, direction, name, text, isCut }: Frame): string {
  return `${id}|${atMs}|${direction}|${isCut ? 1 : 0}|${name.length}|${name}${text}`;
}

function parse(stored: string): { readonly id: string; readonly frame: Frame } {
  const parts = stored.split('|', 5);
  const [id = '', atMs, direction, isCut, nameLength] = parts;
  const nameAt = parts.join('|').length + 1;
  const textAt = nameAt + Number(nameLength);
  const frame: Frame = {
    atMs: Number(atMs),
    direction: direction === 'out' ? 'out' : 'in',
    name: stored.slice(nameAt, textAt),
    text: stored.slice(textAt),
    isCut: isCut === '1',
  };
  return { id, frame };
}

function toKey(deviceId: DeviceId | string): string {
  return `jg:fr:${deviceId}`;
}
