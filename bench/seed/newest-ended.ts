import { Redis } from 'ioredis';
import type { StorePlace } from './copy-transactions.ts';

/** Ids of the transactions that changed last, of those that have ended; at most so many. */
export async function readNewestEnded(
  { redisSocket, keyPrefix }: StorePlace,
  count: number,
): Promise<readonly string[]> {
  const redis = new Redis({ path: redisSocket });
  try {
    const [ids, open] = await Promise.all([
      redis.zrevrange(`${keyPrefix}ix:all`, 0, -1),
      redis.smembers(`${keyPrefix}open`),
    ]);
    const unfinished = new Set(open);
    return ids.filter((id) => !unfinished.has(id)).slice(0, count);
  } finally {
    redis.disconnect();
  }
}
