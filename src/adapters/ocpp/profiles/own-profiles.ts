import type { ChargerMemory, HeldProfile } from '../charger-memory.ts';
import type { Profile } from '../dialect.ts';
import type { ProfilePurpose } from './profile-slots.ts';

/** The charger took a profile of ours; `planId` names the plan that it is of. */
export function holdProfile(
  memory: ChargerMemory,
  purpose: ProfilePurpose,
  taken: HeldProfile & { readonly planId: string | null },
): void {
  const { profile, rung, planId } = taken;
  const other = findRival(memory, purpose, profile);
  if (other) dropProfile(memory, other);
  memory.held.set(purpose, { profile, rung });
  if (purpose === 'boost') memory.profiles.boostInstalled = true;
  if (purpose === 'guard') memory.profiles.guardInstalled = true;
  if (purpose === 'plan') memory.profiles.planId = planId;
}

/**
 * Which other one of ours is where a profile is to be put: two of one purpose on one level are
 * rivals, whatever their ids (OCPP 1.6 5.16.4, OCPP 2.0.1 K01.FR.06).
 */
export function findRival(
  memory: ChargerMemory,
  purpose: ProfilePurpose,
  profile: Profile,
): ProfilePurpose | null {
  const rivals = [...memory.held].filter(
    ([other, held]) => other !== purpose && isSamePlace(held.profile, profile),
  );
  return rivals[0]?.[0] ?? null;
}

/** The charger does not hold it any more. */
export function dropProfile(memory: ChargerMemory, purpose: ProfilePurpose): void {
  memory.held.delete(purpose);
  if (purpose === 'boost') memory.profiles.boostInstalled = false;
  if (purpose === 'guard') memory.profiles.guardInstalled = false;
  if (purpose === 'plan') memory.profiles.planId = null;
}

function isSamePlace(held: Profile, profile: Profile): boolean {
  return (
    held.connectorId === profile.connectorId &&
    held.purpose === profile.purpose &&
    held.stackLevel === profile.stackLevel
  );
}
