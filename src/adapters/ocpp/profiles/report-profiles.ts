import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';
import type { OwnProfiles } from './held-profile.ts';

/** Stores which profiles of ours the charger holds, with the limit that it shows now. */
export async function reportProfiles(
  { memory, store, clock }: Charger,
  shown: {
    /** A per phase; `null` = none, or it cannot be read. */
    readonly limitAmps: number | null;
    /** True when read back from the charger rather than concluded from its acceptance. */
    readonly readBack: boolean;
    /** Unix ms; now unless given. */
    readonly atMs?: number;
  },
): Promise<void> {
  const { atMs = clock.nowMs(), ...told } = shown;
  const word = memory.isSwitched ? { ...told, control: 'on_off' as const } : told;
  const { guardInstalled } = memory.profiles;
  // What an earlier link gave is believed, but nothing on this one shows it.
  const isGuardShown = memory.held.has('guard') || memory.station.isGuardListed;
  const guard = guardInstalled && !isGuardShown ? null : guardInstalled;
  const known = { ...toHeld(memory.profiles), guardInstalled: guard };
  await store.report('profile', { ...known, ...word, ...toMarks(memory) }, atMs);
}

/** Most of it is said only where it is so. */
function toHeld(profiles: OwnProfiles) {
  const { planOutdated, planUntilMs, planCovered, boostInstalled, planId, isLimitless } = profiles;
  return {
    ...{ boostInstalled, planId },
    ...(isLimitless && { isLimitless }),
    ...(planOutdated && { planOutdated }),
    ...(planUntilMs !== null && { planUntilMs }),
    ...(planCovered && boostInstalled && { planCovered }),
  };
}

/** What is no profile, and has to outlive this link. */
function toMarks({ calledOffUntilMs, wasSwitchedOn, outOfServiceId }: ChargerMemory) {
  return {
    ...(calledOffUntilMs !== null && { calledOffUntilMs }),
    ...(wasSwitchedOn && { wasSwitchedOn }),
    ...(outOfServiceId !== null && { outOfServiceId }),
  };
}
