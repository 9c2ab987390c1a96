import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';
import { presentLimit } from '../profiles/present-limit.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';
import { takeWord } from './read-back.ts';
import type { LimitReading } from './read-limit.ts';
import type { ReadBack } from './watch-profiles.ts';

const AMPS_TOLERANCE = 0.5;
/** Of one that was forgotten here. */
const UNNAMED_PLAN = 'unknown';

/** What is to be taken away, with the plan and the limit that it set, A; `null` = none is known. */
export type LiftedPlan = {
  readonly purposes: readonly ProfilePurpose[];
  readonly planId: string | null;
  readonly limitAmps: number | null;
};

/** To be read before the plan is cleared; the first of these that is held sets the limit. */
export function toLifted(
  { memory, clock }: Charger,
  purposes: readonly ProfilePurpose[] = ['plan'],
): LiftedPlan {
  const first = purposes.find((purpose) => memory.held.has(purpose));
  const profile = first && memory.held.get(first)?.profile;
  const limitAmps = profile ? presentLimit(profile, clock.nowMs()) : null;
  return { purposes, planId: memory.profiles.planId, limitAmps };
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
  if (reading.kind === 'listed') return judgeList(memory, lifted, reading.held);
  const word = takeWord(reading);
  if (word.limitAmps === null || lifted.limitAmps === null) return word;
  const isSame = Math.abs(word.limitAmps - lifted.limitAmps) <= AMPS_TOLERANCE;
  const isHeld = isSame && lifted.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
  memory.profiles.planId = isHeld ? lifted.planId : null;
  return isHeld ? { ...word, isShown: false } : word;
}

/** The ids tell it all: what is there was not taken away, whatever was answered. */
function judgeList(
  memory: ChargerMemory,
  lifted: LiftedPlan,
  held: ReadonlySet<ProfilePurpose>,
): ReadBack {
  memory.profiles.planId = held.has('plan') ? (lifted.planId ?? UNNAMED_PLAN) : null;
  return { limitAmps: null, isShown: !lifted.purposes.some((purpose) => held.has(purpose)) };
}
