import type { ChargerMemory } from '../charger-memory.ts';
import type { Profile } from '../dialect.ts';
import type { HeldProfile } from './held-profile.ts';
import type { ProfilePurpose } from './profile-slots.ts';

/** The charger took a profile of ours. */
export function holdProfile(
  memory: ChargerMemory,
  purpose: ProfilePurpose,
  taken: HeldProfile,
): void {
  const other = findRival(memory, purpose, taken.profile);
  if (other) giveWay(memory, other, purpose);
  memory.held.set(purpose, taken);
  memory.profiles.isLimitless = false;
  if (purpose === 'boost') memory.profiles.boostInstalled = true;
  if (purpose === 'guard') memory.profiles.guardInstalled = true;
  if (purpose !== 'plan') return;
  setPlan(memory, taken.planId);
  memory.profiles.planUntilMs = taken.curve.cutAtMs ?? null;
  memory.profiles.planCovered = false;
}

/** One is gone because another is where it was; a plan that gave way to a boost comes back. */
export function giveWay(
  memory: ChargerMemory,
  rival: ProfilePurpose,
  purpose: ProfilePurpose,
): void {
  dropProfile(memory, rival);
  if (rival === 'plan' && purpose === 'boost') memory.profiles.planCovered = true;
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
  if (purpose === 'boost') {
    memory.profiles.boostInstalled = false;
    memory.profiles.planCovered = false;
  }
  if (purpose === 'guard') memory.profiles.guardInstalled = false;
  if (purpose === 'plan') setPlan(memory, null);
}

/**
 * The plan is kept by ending and beginning sessions from here on; no profile says it. `null`: the
 * one that is still to come.
 */
export function switchPlan(memory: ChargerMemory, planId: string | null): void {
  setPlan(memory, planId);
  memory.isSwitched = true;
}

function setPlan(memory: ChargerMemory, planId: string | null): void {
  memory.profiles.planId = planId;
  memory.profiles.planOutdated = false;
  memory.profiles.planUntilMs = null;
  memory.isSwitched = false;
}

/** True where a charger can hold only one of two of ours. */
export function isSamePlace(held: Profile, profile: Profile): boolean {
  return (
    held.connectorId === profile.connectorId &&
    held.purpose === profile.purpose &&
    held.stackLevel === profile.stackLevel
  );
}
