import type { Profile } from '../dialect.ts';
import { toAmps } from './units.ts';

/**
 * What a profile of ours limits a session to now, A per phase; `null` = nothing, or its beginning
 * is not known (a relative one counts from the session's).
 */
export function presentLimit(
  { startAtMs, durationS, periods, unit }: Profile,
  at: { readonly nowMs: number; readonly phases: number },
): number | null {
  const isFlat = periods.length === 1 && durationS === null;
  if (startAtMs === null && !isFlat) return null;
  const elapsedS = startAtMs === null ? 0 : (at.nowMs - startAtMs) / 1_000;
  if (elapsedS < 0 || (durationS !== null && elapsedS >= durationS)) return null;
  const present = periods.findLast(({ startS }) => startS <= elapsedS);
  return present ? toAmps(present.limit, unit, present.phases ?? at.phases) : null;
}
