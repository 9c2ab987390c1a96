import type { ApiKey } from '../../../../src/domain/ports/credentials.ts';
import { assertUp, type FakeWorld } from './world.ts';

/** An API key that exists. */
export function addKey(
  world: FakeWorld,
  role: ApiKey['role'],
  accounts: readonly string[] = [],
): ApiKey & { secret: string } {
  const id = `key-${world.keys.length + 1}`;
  const key = {
    id,
    name: `a key of role ${role}`,
    role,
    accounts,
    createdAtMs: world.nowMs,
    revokedAtMs: null,
    secret: `jg_${id}-${'s'.repeat(24)}`,
  };
  world.keys.push(key);
  return key;
}

/** Fakes of what signing in needs. */
export function makeCredentialFakes(world: FakeWorld, ids: { next(): string }) {
  const counts = new Map<string, number>();
  const withoutSecret = ({ secret: _secret, ...key }: ApiKey & { secret: string }): ApiKey => key;
  const findKey = (id: string) => world.keys.find((key) => key.id === id);
  return {
    apiKeys: {
      create: async (key: Pick<ApiKey, 'name' | 'role' | 'accounts'>) => {
        const { secret, ...apiKey } = addKey(world, key.role, key.accounts);
        return { apiKey, secret };
      },
      adopt: async () => withoutSecret(addKey(world, 'service')),
      verify: async (secret: string) => {
        assertUp(world);
        const key = world.keys.find((each) => each.secret === secret && each.revokedAtMs === null);
        return key ? withoutSecret(key) : null;
      },
      find: async (id: string) => {
        const key = findKey(id);
        return key ? withoutSecret(key) : null;
      },
      list: async () => world.keys.map(withoutSecret),
      revoke: async (id: string, nowMs: number) => {
        const key = findKey(id);
        if (!key) return null;
        Object.assign(key, { revokedAtMs: nowMs });
        return withoutSecret(key);
      },
    },
    signIns: {
      issueRefreshToken: async (credentialId: string, subject: string, nowMs: number) => {
        const token = `refresh-${ids.next()}`;
        world.refreshTokens.set(token, { credentialId, subject, atMs: nowMs });
        return token;
      },
      redeemRefreshToken: async (token: string) => {
        const found = world.refreshTokens.get(token);
        const from = world.validFrom.get(found?.subject ?? '') ?? 0;
        return found && found.atMs >= from ? found : null;
      },
      invalidate: async (subject: string, nowMs: number) => {
        world.validFrom.set(subject, nowMs);
      },
      validFrom: async (subject: string) => world.validFrom.get(subject) ?? 0,
    },
    limiter: {
      charge: async (scope: string, cost: number, limit: number, windowMs: number) => {
        assertUp(world);
        world.charged.push({ scope, cost });
        const after = (counts.get(scope) ?? 0) + cost;
        if (after > limit) return { retryAfterMs: windowMs };
        counts.set(scope, after);
        return { retryAfterMs: 0 };
      },
    },
  };
}
