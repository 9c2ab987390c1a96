import type { SignIns } from '../domain/ports/credentials.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { makeSecret, toTokenName } from './secrets.ts';

type Stored = {
  readonly credentialId: string;
  readonly subject: string;
  readonly issuedAtMs: number;
};

/** Refresh tokens (`rt:<name>`, expiring), and since when a subject's tokens are valid. */
export function makeSignIns(scripts: Scripts): SignIns {
  const { redis } = scripts;
  const validFrom = async (subject: string): Promise<number> =>
    Number((await readFrom('sign-in', () => redis.hget('jg:validfrom', subject))) ?? 0);
  return {
    async issueRefreshToken(credentialId, subject, nowMs, lifetimeMs) {
      const token = makeSecret();
      const stored: Stored = { credentialId, subject, issuedAtMs: nowMs };
      const key = `jg:rt:${toTokenName(token)}`;
      await readFrom('sign-in', () => redis.set(key, JSON.stringify(stored), 'PX', lifetimeMs));
      return token;
    },
    async redeemRefreshToken(token) {
      const text = await readFrom('sign-in', () => redis.get(`jg:rt:${toTokenName(token)}`));
      if (!text) return null;
      const { credentialId, subject, issuedAtMs } = JSON.parse(text) as Stored;
      return issuedAtMs < (await validFrom(subject)) ? null : { credentialId, subject };
    },
    async invalidate(subject, nowMs) {
      await readFrom('sign-in', () => redis.hset('jg:validfrom', subject, nowMs));
    },
    validFrom,
  };
}
