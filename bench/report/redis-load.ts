import Table from 'cli-table3';
import { Redis } from 'ioredis';

/** What a Redis did of one kind; `evalsha` is a script as a whole, what it calls is counted too. */
export type CommandLoad = {
  readonly command: string;
  readonly calls: number;
  readonly totalMs: number;
};

/** The load on one Redis between two moments, as it counts it itself. */
export type RedisLoad = {
  /** Begins to count anew. */
  reset(): Promise<void>;
  read(): Promise<readonly CommandLoad[]>;
  close(): void;
};

const shownMax = 8;

/** Connects to a Redis to ask for its counters. */
export function watchRedisLoad(socketPath: string): RedisLoad {
  const redis = new Redis({ path: socketPath, retryStrategy: () => null });
  // One that a scenario stops itself has no counters to show: read() then rejects.
  redis.on('error', () => {});
  return {
    reset: async () => void (await redis.config('RESETSTAT')),
    read: async () => parseCommandStats(await redis.info('commandstats')),
    close: () => redis.disconnect(),
  };
}

/** Reads `INFO commandstats`, the costliest first. */
export function parseCommandStats(info: string): readonly CommandLoad[] {
  const lines = info.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+)/gm);
  return [...lines]
    .map(([, command = '', calls, us]) => {
      return { command, calls: Number(calls), totalMs: Number(us) / 1_000 };
    })
    .sort((a, b) => b.totalMs - a.totalMs);
}

/** The costliest commands as a table. */
export function toLoadTable(load: readonly CommandLoad[]): string {
  const table = new Table({
    head: ['Redis command', 'calls', 'ms', 'us a call'],
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 0 },
  });
  for (const { command, calls, totalMs } of load.slice(0, shownMax)) {
    const each = calls > 0 ? (totalMs * 1_000) / calls : 0;
    table.push([command, String(calls), totalMs.toFixed(0), each.toFixed(1)]);
  }
  return table.toString();
}
