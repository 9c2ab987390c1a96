import type { Charger } from '../charger.ts';

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
  const { atMs = clock.nowMs(), ...word } = shown;
  await store.report('profile', { ...memory.profiles, ...word }, atMs);
}
