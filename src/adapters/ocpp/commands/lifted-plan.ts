import type { Charger } from '../charger.ts';
import { presentLimit } from '../profiles/present-limit.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';
import { takeWord } from './read-back.ts';
import type { LimitReading } from './read-limit.ts';
import type { ReadBack } from './watch-profiles.ts';

const AMPS_TOLERANCE = 0.5;

/** The plan that is to be taken away, and the limit that it set, A; `null` = none is known. */
export type LiftedPlan = { readonly planId: string | null; readonly limitAmps: number | null };

/** To be read before the plan is cleared; the first of these that is held sets the limit. */
export function toLifted(
  { memory, clock }: Charger,
  purposes: readonly ProfilePurpose[] = ['plan'],
): LiftedPlan {
  const first = purposes.find((purpose) => memory.held.has(purpose));
  const profile = first && memory.held.get(first)?.profile;
  const at = { nowMs: clock.nowMs(), phases: memory.phasesOf(memory.mainConnectorId()) };
  return { planId: memory.profiles.planId, limitAmps: profile ? presentLimit(profile, at) : null };
}

/**
 * A schedule that shows the very limit that our plan set is no schedule without our limits,
 * whatever was answered to the clearing. One at the most that the charger can do says nothing.
 */
export function judgeLifted(
  { memory }: Charger,
  lifted: LiftedPlan,
  reading: LimitReading,
): ReadBack {
  const word = takeWord(reading);
  if (word.limitAmps === null || lifted.limitAmps === null) return word;
  const isSame = Math.abs(word.limitAmps - lifted.limitAmps) <= AMPS_TOLERANCE;
  const isHeld = isSame && lifted.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
  memory.profiles.planId = isHeld ? lifted.planId : null;
  return isHeld ? { ...word, isShown: false } : word;
}
