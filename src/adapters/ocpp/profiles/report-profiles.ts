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
    /** It has just said that it offers no charging profiles. */
    readonly isLimitless?: true;
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

/** What is said of the plan only where it is so. */
function toHeld({ planOutdated, planUntilMs, planCovered, boostInstalled, planId }: OwnProfiles) {
  return {
    ...{ boostInstalled, planId },
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
