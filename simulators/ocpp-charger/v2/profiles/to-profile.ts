import type { ChargingProfile, ProfilePurpose } from '../../profiles/charging-profile.ts';
import type { WireProfile, WirePurpose } from './wire-profile.ts';

/** The purposes that a central system may set, in the words of the profile store. */
export const PURPOSES: Readonly<Partial<Record<WirePurpose, ProfilePurpose>>> = {
  ChargingStationMaxProfile: 'ChargePointMaxProfile',
  TxDefaultProfile: 'TxDefaultProfile',
  TxProfile: 'TxProfile',
  PriorityCharging: 'PriorityCharging',
};

/**
 * A profile as the store keeps it, from one that was found good. A Dynamic profile has one limit
 * at all times, which is what a Relative one of one period means.
 */
export function toProfile(wire: WireProfile): ChargingProfile {
  const { id, chargingProfilePurpose, chargingProfileKind, chargingSchedule, ...same } = wire;
  const purpose = PURPOSES[chargingProfilePurpose];
  const [schedule] = chargingSchedule;
  if (purpose === undefined || schedule === undefined) {
    throw new Error('only a profile that was found good can be installed');
  }
  return {
    chargingProfileId: id,
    ...same,
    chargingProfilePurpose: purpose,
    chargingProfileKind: chargingProfileKind === 'Dynamic' ? 'Relative' : chargingProfileKind,
    chargingSchedule: {
      ...schedule,
      chargingSchedulePeriod: schedule.chargingSchedulePeriod.map((period) => ({
        ...period,
        limit: period.limit ?? 0,
      })),
    },
    wire,
  };
}
