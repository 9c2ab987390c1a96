import { createHash } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import type { CallLimiter } from '../../domain/ports/credentials.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { ApiError } from '../errors/api-error.ts';
import { makeExpiringCache } from './expiring-cache.ts';

/** Who tried: the address, and what was tried, where guessing it is the danger. */
export type Attempt = { readonly source: string; readonly secret: string | null };

/**
 * Counts wrong credentials, per identity and per source, over all nodes. A source or identity over
 * its limit is refused here before anything is verified, until the window has passed.
 */
export type WrongCredentials = {
  /** @throws ApiError `rate_limited` while the source or the identity is over its limit. */
  check(attempt: Attempt): void;
  /** Counts a wrong one. @throws ApiError `rate_limited` when that was one too many. */
  count(attempt: Attempt): Promise<void>;
};

/** The limits of design section 6, each per minute. */
export type WrongCredentialLimits = {
  readonly wrongCredentialsPerIdentityPerMinute: number;
  readonly wrongCredentialsPerSourcePerMinute: number;
};

const windowMs = 60_000;
const blockedMax = 10_000;

/** Makes the counter of wrong credentials. */
export function makeWrongCredentials(deps: {
  limiter: CallLimiter;
  clock: Clock;
  metrics: Metrics;
  limits: WrongCredentialLimits;
}): WrongCredentials {
  const { limiter, clock, metrics, limits } = deps;
  const blocked = makeExpiringCache<number>(clock, blockedMax);
  const check = (attempt: Attempt): void => {
    for (const { scope } of toScopes(attempt, limits)) {
      const untilMs = blocked.get(scope);
      if (untilMs === undefined) continue;
      throw new ApiError('rate_limited', { retryAfterMs: untilMs - clock.nowMs() });
    }
  };
  return {
    check,
    async count(attempt) {
      metrics.count('credentials_refused', { listener: 'http' });
      check(attempt);
      for (const { scope, limit } of toScopes(attempt, limits)) {
        const { retryAfterMs } = await limiter.charge(scope, 1, limit, windowMs);
        if (retryAfterMs > 0)
          blocked.set(scope, clock.nowMs() + retryAfterMs, clock.nowMs() + retryAfterMs);
      }
      check(attempt);
    },
  };
}

/** The secret itself goes nowhere: its hash names the identity. */
function toScopes(attempt: Attempt, limits: WrongCredentialLimits) {
  const bySource = {
    scope: `wrong:http:source:${attempt.source}`,
    limit: limits.wrongCredentialsPerSourcePerMinute,
  };
  if (attempt.secret === null) return [bySource];
  const hash = createHash('sha256').update(attempt.secret).digest('hex').slice(0, 32);
  const byIdentity = {
    scope: `wrong:http:identity:${hash}`,
    limit: limits.wrongCredentialsPerIdentityPerMinute,
  };
  return [bySource, byIdentity];
}
