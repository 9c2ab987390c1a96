import type { Redis } from 'ioredis';

/** Everything in a Redis, by key, in a shape that two runs can be compared by. */
export type Keyspace = Readonly<Record<string, unknown>>;

/** Reads all keys. Stream ids (Redis' own time) and what repeats are remembered by are left out. */
export async function readKeyspace(redis: Redis): Promise<Keyspace> {
  const keys = (await redis.keys('*')).sort();
  const found: Record<string, unknown> = {};
  for (const key of keys) {
    if (!key.startsWith('jg:op:')) found[key] = await readKey(redis, key);
  }
  return withoutRandom(found);
}

async function readKey(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return await redis.get(key);
    case 'hash':
      return await redis.hgetall(key);
    case 'list':
      return await redis.lrange(key, 0, -1);
    case 'zset':
      return await redis.zrangebyscore(key, '-inf', '+inf', 'WITHSCORES');
    case 'set':
      return (await redis.smembers(key)).sort();
    case 'stream':
      return (await redis.xrange(key, '-', '+')).map(([, fields]) => fields);
    default:
      return 'an unknown type';
  }
}

/** Operation ids are random in production code; what they guard is compared without them. */
function withoutRandom(found: Record<string, unknown>): Keyspace {
  const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
  return JSON.parse(JSON.stringify(found).replaceAll(uuid, 'uuid')) as Keyspace;
}
