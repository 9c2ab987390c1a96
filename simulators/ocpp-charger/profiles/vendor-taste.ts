import type { Character } from '../character.ts';
import type { ChargingProfile, InstalledProfile } from './charging-profile.ts';

/** Whose taste it is, and whether someone allowed profiles at the charge point itself. */
export type ProfileTaker = {
  readonly character: Character;
  readonly allowsProfiles: boolean;
};

/** A ReasonCode of OCPP 2.x, and a sentence for people. */
type Distaste = { readonly code: string; readonly why: string };

/** Why this vendor refuses a profile that the standard allows, or undefined when it takes it. */
export function distasteOf(
  { character, allowsProfiles }: ProfileTaker,
  profile: ChargingProfile,
): Distaste | undefined {
  const { chargingProfileKind: kind, stackLevel, chargingSchedule } = profile;
  const unit = chargingSchedule.chargingRateUnit;
  if (!allowsProfiles) return no('NotEnabled', 'profiles are not allowed at the charge point');
  if (!character.takesUnits.includes(unit)) {
    return no('UnsupportedRateUnit', `this vendor takes no ${unit}`);
  }
  if (!character.takesKinds.includes(kind)) {
    return no('UnsupportedKind', `this vendor takes no ${kind} profiles`);
  }
  if (stackLevel <= character.takesStackLevelMax) return undefined;
  return no('InvalidStackLevel', `this vendor takes no stack level ${stackLevel}`);
}

function no(code: string, why: string): Distaste {
  return { code, why };
}

/** The profiles as this vendor understands them; what it tells of them stays as it was sent. */
export function asUnderstood(
  { readsAmpsAsWatts }: Character,
  installed: readonly InstalledProfile[],
): readonly InstalledProfile[] {
  if (!readsAmpsAsWatts) return installed;
  return installed.map((entry) => {
    const chargingSchedule = { ...entry.profile.chargingSchedule, chargingRateUnit: 'W' } as const;
    return { ...entry, profile: { ...entry.profile, chargingSchedule } };
  });
}
