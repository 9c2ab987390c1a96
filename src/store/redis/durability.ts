import type { Redis } from 'ioredis';
import { StartRefusal } from './start-refusal.ts';

/** What Redis promises about accepted data, as it stands in /health/ready and the metrics. */
export interface Durability {
  /** The value that Redis gave; `unreadable` where it hides its configuration. */
  readonly appendonly: string;
  readonly appendfsync: string;
  readonly maxmemoryPolicy: string;
  /** True when anything is weaker than always and noeviction, or cannot be read. */
  readonly isWeak: boolean;
}

const WANTED = {
  appendonly: 'yes',
  appendfsync: 'always',
  'maxmemory-policy': 'noeviction',
} as const;

/**
 * Reads how durable this Redis is. Anything weaker than append-only with fsync always and no
 * eviction, or not readable, is refused unless `allowWeak`; it is then reported as weak.
 *
 * @throws StartRefusal (78) naming each setting that is too weak.
 */
export async function checkDurability(
  redis: Pick<Redis, 'config'>,
  options: { readonly allowWeak: boolean },
): Promise<Durability> {
  const found = {
    appendonly: await settingOf(redis, 'appendonly'),
    appendfsync: await settingOf(redis, 'appendfsync'),
    'maxmemory-policy': await settingOf(redis, 'maxmemory-policy'),
  };
  const faults = (Object.keys(WANTED) as (keyof typeof WANTED)[])
    .filter((name) => found[name] !== WANTED[name])
    .map((name) => `${name} is ${found[name]}, not ${WANTED[name]}`);
  if (faults.length > 0 && !options.allowWeak) throw tooWeak(faults);
  return {
    appendonly: found.appendonly,
    appendfsync: found.appendfsync,
    maxmemoryPolicy: found['maxmemory-policy'],
    isWeak: faults.length > 0,
  };
}

/** A managed Redis often forbids CONFIG; that is an answer of its own, and counts as weak. */
async function settingOf(redis: Pick<Redis, 'config'>, name: string): Promise<string> {
  try {
    const [, value] = (await redis.config('GET', name)) as string[];
    return value ?? 'unreadable';
  } catch (error) {
    if (isRefusedByRedis(error)) return 'unreadable';
    throw error;
  }
}

function isRefusedByRedis(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}

function tooWeak(faults: readonly string[]): StartRefusal {
  return new StartRefusal({
    exitCode: 78,
    what: 'this Redis may lose commands that were accepted',
    why: faults.join('; '),
    remedy: 'set these in redis.conf, or accept the risk with ALLOW_WEAK_DURABILITY=true',
  });
}
