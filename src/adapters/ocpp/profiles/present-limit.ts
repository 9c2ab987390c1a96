import type { ChargerMemory } from '../charger-memory.ts';
import type { Profile, WrittenPeriod } from '../dialect.ts';
import type { ProfilePurpose } from './profile-slots.ts';
import { toAmps } from './units.ts';

/** The one on top comes first. */
const FROM_TOP = ['test', 'boost', 'plan', 'guard'] as const satisfies ProfilePurpose[];

/**
 * What a profile of ours limits a session to now, A per phase; `null` = nothing, or its beginning
 * is not known (a relative one counts from the session's).
 */
export function presentLimit(profile: Profile, nowMs: number): number | null {
  const present = presentPeriod(profile, nowMs);
  return present ? toAmps(present.limit, profile.unit, present.countedPhases) : null;
}

/**
 * The phases over which what holds now was counted where it is a limit of ours in watts; else
 * `null`. A charger may show it without them.
 */
export function writtenPhases({ held }: ChargerMemory, nowMs: number): number | null {
  for (const purpose of FROM_TOP) {
    const profile = held.get(purpose)?.profile;
    const present = profile && presentPeriod(profile, nowMs);
    if (present) return profile.unit === 'W' ? present.countedPhases : null;
  }
  return null;
}

function presentPeriod(
  { startAtMs, durationS, periods }: Profile,
  nowMs: number,
): WrittenPeriod | undefined {
  const isFlat = periods.length === 1 && durationS === null;
  if (startAtMs === null && !isFlat) return undefined;
  const elapsedS = startAtMs === null ? 0 : (nowMs - startAtMs) / 1_000;
  if (elapsedS < 0 || (durationS !== null && elapsedS >= durationS)) return undefined;
  return periods.findLast(({ startS }) => startS <= elapsedS);
}
