import { Redis } from 'ioredis';
import { v7 as makeId } from 'uuid';

/** Where transactions are stored, and what its keys begin with. */
export type StorePlace = { readonly redisSocket: string; readonly keyPrefix: string };

/** One write of a copy: a command and its texts, in which `ID` stands for the copy's id. */
type Write = readonly string[];

const ID = '\0id\0';
const COPIES_AT_ONCE = 200;
/** In Redis as a whole, but not of the store's own aggregates. */
const NOT_COPIED = ['bull:', 'changes'];

/** Ended transactions by their ids, and how many copies of them there are to be. */
export type CopyPlan = { readonly originals: readonly string[]; readonly count: number };

/**
 * Fills a store with copies of ended transactions, each under an id of its own. What a transaction
 * is made of is read off the store: every key that is named after it, and its place in every index;
 * no shape is written down here that could differ from the product's. A stream has no place to
 * copy, and the keys of the report queue come by themselves.
 */
export async function copyTransactions(
  { redisSocket, keyPrefix }: StorePlace,
  { originals, count }: CopyPlan,
  onDone: (count: number) => void,
): Promise<void> {
  const redis = new Redis({ path: redisSocket });
  try {
    const recipes = await readRecipes(redis, keyPrefix, originals);
    if (recipes.length === 0) throw new Error('there is no transaction to be copied');
    for (let done = 0; done < count; ) {
      const pipeline = redis.pipeline();
      const batch = Math.min(COPIES_AT_ONCE, count - done);
      for (let index = 0; index < batch; index += 1) {
        const id = makeId();
        for (const write of recipes[(done + index) % recipes.length] ?? []) {
          const [command, ...texts] = write.map((text) => text.replaceAll(ID, id));
          pipeline.call(command as string, ...texts);
        }
      }
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
      done += batch;
      onDone(done);
    }
  } finally {
    redis.disconnect();
  }
}

async function readRecipes(
  redis: Redis,
  prefix: string,
  originals: readonly string[],
): Promise<(readonly Write[])[]> {
  const names = await readNames(redis, prefix);
  const transactions = new Set(
    names.filter((name) => name.startsWith(`${prefix}tx:`)).map(toLastPart),
  );
  const shared = names.filter((name) => !transactions.has(toLastPart(name)));
  const recipes: (readonly Write[])[] = [];
  for (const id of originals) {
    if (await redis.sismember(`${prefix}open`, id)) throw new Error(`${id} has not ended`);
    const own = names.filter((name) => toLastPart(name) === id);
    const writes = [
      ...(await Promise.all(own.map((name) => readWhole(redis, name)))),
      ...(await Promise.all(shared.map((name) => readPlace(redis, name, id)))),
    ];
    recipes.push(writes.flat().map((write) => write.map((text) => text.replaceAll(id, ID))));
  }
  return recipes;
}

/** Of `jg:tl:<id>` the id. */
function toLastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

async function readNames(redis: Redis, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
    names.push(...(page as string[]));
  }
  return names.filter((name) => !NOT_COPIED.some((part) => name.startsWith(`${prefix}${part}`)));
}

/** What writes a key anew. */
async function readWhole(redis: Redis, name: string): Promise<readonly Write[]> {
  const type = await redis.type(name);
  switch (type) {
    case 'hash':
      return [['HSET', name, ...Object.entries(await redis.hgetall(name)).flat()]];
    case 'list':
      return [['RPUSH', name, ...(await redis.lrange(name, 0, -1))]];
    case 'string':
      return [['SET', name, (await redis.get(name)) ?? '']];
    default:
      throw new Error(`${name} is a ${type}, which nobody has taught to be copied`);
  }
}

/** What gives a copy the same place that its original has in an index. */
async function readPlace(redis: Redis, name: string, id: string): Promise<readonly Write[]> {
  switch (await redis.type(name)) {
    case 'zset': {
      const score = await redis.zscore(name, id);
      return score === null ? [] : [['ZADD', name, score, id]];
    }
    case 'set':
      return (await redis.sismember(name, id)) ? [['SADD', name, id]] : [];
    case 'hash': {
      const value = await redis.hget(name, id);
      return value === null ? [] : [['HSET', name, id, value]];
    }
    default:
      return [];
  }
}
