import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { Profile } from '../dialect.ts';
import { hasStatus } from '../procedure.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { holdProfile } from '../profiles/own-profiles.ts';
import type { RateUnit } from '../profiles/units.ts';

/**
 * Gives the guard anew, in the unit that was found right, where it says something else than it
 * would now: it has no end, and would withhold from every vehicle that comes. A refusal leaves the
 * one that is there.
 */
export async function mendGuard(charger: Charger, unit: RateUnit | null = null): Promise<void> {
  const { memory, dialect } = charger;
  const held = memory.held.get('guard');
  if (!held) return;
  const rung = { ...held.rung, unit: unit ?? held.rung.unit };
  const [first = 1, ...others] = memory.connectorIds();
  // In a wider place one guards the whole station.
  for (const connectorId of rung.place === 'connector' ? [first, ...others] : [first]) {
    const place = { connectorId, session: null, sessionStartMs: null };
    const profile = makeProfile({ purpose: 'guard', curve: held.curve, ...place }, rung, memory);
    if (!profile || isSame(profile, held.profile)) return;
    const answer = await callInBackground(charger, dialect.setProfile(profile));
    if (answer.kind !== 'result' || !hasStatus(answer, 'Accepted')) return;
    holdProfile(memory, 'guard', { ...held, profile, rung });
  }
}

function isSame(one: Profile, other: Profile): boolean {
  const toText = ({ unit, periods }: Profile) => JSON.stringify([unit, periods]);
  return toText(one) === toText(other);
}
