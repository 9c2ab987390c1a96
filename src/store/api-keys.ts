import { randomUUID } from 'node:crypto';
import type { ApiKey, ApiKeys } from '../domain/ports/credentials.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { makeSecret, toTokenName } from './secrets.ts';

type KeyFacts = Pick<ApiKey, 'name' | 'role' | 'accounts'>;

/** API keys: hash `keys` id -> record, hash `keynames` name of the secret -> id. */
export function makeApiKeys(scripts: Scripts): ApiKeys {
  const { redis } = scripts;
  const find = async (id: string): Promise<ApiKey | null> => {
    const text = await readFrom('key', () => redis.hget('jg:keys', id));
    return text ? (JSON.parse(text) as ApiKey) : null;
  };
  const findBySecret = async (secret: string): Promise<ApiKey | null> => {
    const id = await readFrom('key', () => redis.hget('jg:keynames', toTokenName(secret)));
    return id ? await find(id) : null;
  };
  const save = async (secret: string, key: ApiKey): Promise<ApiKey> => {
    await readFrom('key', () =>
      redis
        .multi()
        .hset('jg:keys', key.id, JSON.stringify(key))
        .hset('jg:keynames', toTokenName(secret), key.id)
        .exec(),
    );
    return key;
  };
  return {
    async create(facts, nowMs) {
      const secret = `jg_${makeSecret()}`;
      return { apiKey: await save(secret, makeKey(facts, nowMs)), secret };
    },
    async adopt(secret, facts, nowMs) {
      return (await findBySecret(secret)) ?? (await save(secret, makeKey(facts, nowMs)));
    },
    async verify(secret) {
      const key = await findBySecret(secret);
      return key?.revokedAtMs === null ? key : null;
    },
    find,
    async list() {
      const texts = await readFrom('keys', () => redis.hvals('jg:keys'));
      const keys = texts.map((text) => JSON.parse(text) as ApiKey);
      return keys.sort((left, right) => left.createdAtMs - right.createdAtMs);
    },
    async revoke(id, nowMs) {
      const key = await find(id);
      if (!key || key.revokedAtMs !== null) return key;
      const revoked = { ...key, revokedAtMs: nowMs };
      await readFrom('key', () => redis.hset('jg:keys', id, JSON.stringify(revoked)));
      return revoked;
    },
  };
}

function makeKey(facts: KeyFacts, nowMs: number): ApiKey {
  const { name, role, accounts } = facts;
  return {
    id: randomUUID(),
    name,
    role,
    accounts: [...accounts],
    createdAtMs: nowMs,
    revokedAtMs: null,
  };
}
