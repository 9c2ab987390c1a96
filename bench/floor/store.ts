import { Redis } from 'ioredis';

const accept = `
redis.call('HSET', 'floor:tx:' .. ARGV[1], 'dev', ARGV[2], 'wish', ARGV[3], 'status', 'QUEUED')
redis.call('RPUSH', 'floor:mb:' .. ARGV[2], ARGV[1])
return 1`;

const sent = `
redis.call('HSET', 'floor:tx:' .. ARGV[1], 'status', 'SENT')
return 1`;

const settle = `
redis.call('HSET', 'floor:tx:' .. ARGV[1], 'status', 'SUCCEEDED')
redis.call('LREM', 'floor:mb:' .. ARGV[2], 1, ARGV[1])
redis.call('XADD', 'floor:changes', 'MAXLEN', '~', 10000, '*', 'id', ARGV[1], 'n', '3')
return 1`;

/** The floor's three durable writes, each one Lua call. */
export type FloorStore = {
  accept(id: string, deviceId: string, wish: string): Promise<void>;
  sent(id: string): Promise<void>;
  /** The only one that appends to the stream `floor:changes`, as state number 3. */
  settle(id: string, deviceId: string): Promise<void>;
  close(): void;
};

type Scripted = Redis & Record<'accept' | 'sent' | 'settle', (...texts: string[]) => Promise<1>>;

/** Connects to the floor's Redis. */
export function makeFloorStore(socketPath: string): FloorStore {
  const redis = new Redis({ path: socketPath }) as Scripted;
  redis.defineCommand('accept', { lua: accept, numberOfKeys: 0 });
  redis.defineCommand('sent', { lua: sent, numberOfKeys: 0 });
  redis.defineCommand('settle', { lua: settle, numberOfKeys: 0 });
  return {
    accept: async (id, deviceId, wish) => void (await redis.accept(id, deviceId, wish)),
    sent: async (id) => void (await redis.sent(id)),
    settle: async (id, deviceId) => void (await redis.settle(id, deviceId)),
    close: () => redis.disconnect(),
  };
}
