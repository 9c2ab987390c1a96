import { suspend as spec } from '../../../domain/commands/suspend.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { Steps } from '../procedure.ts';
import { presentLimit } from '../profiles/present-limit.ts';
import type { CommandHandler } from '../version.ts';
import { clearProfile } from './clear-profile.ts';
import { ensureReadBack, takeWord } from './read-back.ts';
import type { LimitReading } from './read-limit.ts';
import { type ReadBack, watchProfiles } from './watch-profiles.ts';

const AMPS_TOLERANCE = 0.5;

/** The plan that is to be taken away, and the limit that it set, A; `null` = none is known. */
type Lifted = { readonly planId: string | null; readonly limitAmps: number | null };

/**
 * Stop controlling the charger (ocpp.md 3.2, "Suspend smart control"): our plan and our guard are
 * taken from every connector, and nothing else is touched: the session goes on, a boost stays.
 */
export const suspend: CommandHandler = async (_order, steps) => {
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const { charger } = steps;
  const lifted = toLifted(charger);
  const judge = (reading: LimitReading) => judgeLifted(charger, lifted, reading);
  const ended = (await ensureCleared(steps)) ?? (await ensureReadBack(steps, judge));
  if (ended) return ended;
  const forMs = spec.policy.evidenceWindowMs ?? 0;
  steps.watch(watchProfiles(charger, { forMs, judge, isEnough: () => true }));
  return { kind: 'accepted' };
};

function toLifted({ memory, clock }: Charger): Lifted {
  const profile = memory.held.get('plan')?.profile;
  const at = { nowMs: clock.nowMs(), phases: memory.phasesOf(memory.mainConnectorId()) };
  return { planId: memory.profiles.planId, limitAmps: profile ? presentLimit(profile, at) : null };
}

/**
 * A schedule that shows the very limit that our plan set is no schedule without our limits,
 * whatever was answered to the clearing. One at the most that the charger can do says nothing.
 */
function judgeLifted({ memory }: Charger, lifted: Lifted, reading: LimitReading): ReadBack {
  const word = takeWord(reading);
  if (word.limitAmps === null || lifted.limitAmps === null) return word;
  const isSame = Math.abs(word.limitAmps - lifted.limitAmps) <= AMPS_TOLERANCE;
  const isHeld = isSame && lifted.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
  memory.profiles.planId = isHeld ? lifted.planId : null;
  return isHeld ? { ...word, isShown: false } : word;
}

/** A connector that has not been heard of on this link may hold what an earlier one has set. */
async function ensureCleared(steps: Steps): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const all = Array.from({ length: memory.facts.connectorCount }, (_, index) => index + 1);
  for (const connectorId of new Set([...memory.connectorIds(), ...all])) {
    for (const purpose of ['plan', 'guard'] as const) {
      // A late answer to one of several steps decides nothing: the next attempt looks again.
      const ended = await clearProfile(steps, { purpose, connectorId }, () => null);
      if (ended) return ended;
    }
  }
  return null;
}
