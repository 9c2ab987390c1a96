import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { Scripts } from './scripts.ts';

/** Counts calls in fixed windows: string `lim:<scope>` that expires with its window. */
export function makeCallLimiter(scripts: Scripts): CallLimiter {
  return {
    async charge(scope, cost, limit, windowMs) {
      const answer = await scripts.run('charge', 0, [scope, cost, limit, windowMs]);
      return { retryAfterMs: Number(answer) };
    },
  };
}
