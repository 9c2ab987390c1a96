import { suspend as spec } from '../../../domain/commands/suspend.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import type { CommandHandler } from '../version.ts';
import { clearProfile } from './clear-profile.ts';
import { ensureReadBack, takeWord } from './read-back.ts';
import { watchProfiles } from './watch-profiles.ts';

/**
 * Stop controlling the charger (ocpp.md 3.2, "Suspend smart control"): our plan and our guard are
 * taken from every connector, and nothing else is touched: the session goes on, a boost stays.
 */
export const suspend: CommandHandler = async (_order, steps) => {
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const ended = (await ensureCleared(steps)) ?? (await ensureReadBack(steps));
  if (ended) return ended;
  const forMs = spec.policy.evidenceWindowMs ?? 0;
  steps.watch(watchProfiles(steps.charger, { forMs, judge: takeWord, isEnough: () => true }));
  return { kind: 'accepted' };
};

async function ensureCleared(steps: Steps): Promise<SendResult | null> {
  for (const connectorId of steps.charger.memory.connectorIds()) {
    for (const purpose of ['plan', 'guard'] as const) {
      // A late answer to one of several steps decides nothing: the next attempt looks again.
      const ended = await clearProfile(steps, { purpose, connectorId }, () => null);
      if (ended) return ended;
    }
  }
  return null;
}
