/** What a profile of ours is for; a higher place wins (OCPP 1.6 3.13.2). */
export type ProfilePurpose = 'guard' | 'plan' | 'boost' | 'test';

const PLACES: Readonly<Record<ProfilePurpose, number>> = { guard: 1, plan: 2, boost: 3, test: 4 };
const ID_BASE = 7_000;
const IDS_PER_CONNECTOR = 10;

/** The same connector and purpose have the same id, so that setting again replaces. */
export function toProfileId(connectorId: number, purpose: ProfilePurpose): number {
  return ID_BASE + connectorId * IDS_PER_CONNECTOR + PLACES[purpose];
}

/**
 * Guard lowest, plan in the middle, boost and test on top, all within what the charger allows. A
 * plan for no session yet is a default as the guard is: one level above it, where there is one,
 * because two of one purpose on one level replace each other (OCPP 1.6 5.16.4).
 */
export function toStackLevel(
  purpose: ProfilePurpose,
  stack: { readonly maxLevel: number; readonly isDefault: boolean },
): number {
  const { maxLevel, isDefault } = stack;
  switch (purpose) {
    case 'guard':
      return 0;
    case 'plan':
      return Math.min(Math.max(Math.floor(maxLevel / 2), isDefault ? 1 : 0), maxLevel);
    case 'boost':
    case 'test':
      return maxLevel;
  }
}
