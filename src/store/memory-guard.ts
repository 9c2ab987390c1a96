import type { Redis } from 'ioredis';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { StoreRoom } from '../domain/ports/room.ts';

/** How full Redis may be before it takes no more of each, percent (contract/store.md). */
export type MemoryLimits = { readonly commandsPercent: number; readonly samplesPercent: number };

/** How often the memory is looked at, ms; never scaled. */
const everyMs = 1_000;

/** Watches Redis' memory, so that accepts and samples end before settle and take have to. */
export type MemoryGuard = StoreRoom & {
  /** Looks once, then every second until `stop`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Looks now; a Redis that does not answer leaves the last look standing. */
  look(): Promise<void>;
};

/** Makes the guard on a command connection. */
export function makeMemoryGuard(
  redis: Redis,
  ports: { clock: Clock; log: Log },
  limits: MemoryLimits,
): MemoryGuard {
  let percent = 0;
  let isStopped = true;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      percent = toUsedPercent(await redis.info('memory'));
    } catch (error) {
      ports.log.debug({ err: error }, 'the memory of the store could not be read');
    }
  };
  const arm = (): void => {
    if (isStopped) return;
    cancel = ports.clock.after(everyMs, () => {
      running = look().then(arm);
    });
  };
  return {
    look,
    takesCommands: () => percent <= limits.commandsPercent,
    takesSamples: () => percent <= limits.samplesPercent,
    usedPercent: () => percent,
    async start() {
      isStopped = false;
      await look();
      arm();
    },
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}

/** Reads `INFO memory`; a Redis without `maxmemory` is never full. */
export function toUsedPercent(info: string): number {
  const used = Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? 0);
  const bound = Number(/^maxmemory:(\d+)/m.exec(info)?.[1] ?? 0);
  return bound === 0 ? 0 : (used / bound) * 100;
}
