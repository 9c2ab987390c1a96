import type { Retention } from '../domain/ports/retention.ts';
import type { Scripts } from './scripts.ts';

/** Transactions looked at in one script: small, because Redis does nothing else meanwhile. */
const BATCH = 100;
/** Old transactions that may not go yet are stepped over, so many per call. */
const KEPT_MAX = 10_000;

/** Retention on Redis (keys: `lua/purge.lua`). */
export function makeRetention(scripts: Scripts): Retention {
  return {
    purge: (beforeMs, limit) => purge(scripts, beforeMs, limit),
    async purgeRefused(beforeMs, limit) {
      return Number(await scripts.run('purge-refused', 0, [beforeMs, Math.min(limit, BATCH)]));
    },
  };
}

async function purge(scripts: Scripts, beforeMs: number, limit: number): Promise<number> {
  let deleted = 0;
  let kept = 0;
  while (deleted < limit && kept < KEPT_MAX) {
    const batch = Math.min(BATCH, limit - deleted);
    const answer = (await scripts.run('purge', 0, [beforeMs, kept, batch])) as [number, number];
    deleted += answer[0];
    kept += answer[1];
    if (answer[0] + answer[1] < batch) break;
  }
  return deleted;
}
