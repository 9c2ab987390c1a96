import type {
  ChargingProfile,
  ChargingSchedule,
  InstalledProfile,
} from '../../../../simulators/ocpp-charger/profiles/charging-profile.ts';

/** The instant at which every profile of these tests was installed, unless it says otherwise. */
export const INSTALLED_AT = '2026-03-02T12:00:00Z';

type ProfileWish = Partial<Omit<ChargingProfile, 'chargingSchedule'>> & {
  readonly limit?: number;
  readonly schedule?: Partial<ChargingSchedule>;
};

/** A TxProfile of one period without end, 16 A, unless told otherwise. */
export function makeProfile(wish: ProfileWish = {}): ChargingProfile {
  const { limit = 16, schedule, ...rest } = wish;
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Absolute',
    ...rest,
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      ...schedule,
    },
  };
}

/** The same, installed on connector 1. */
export function installed(wish: ProfileWish & { readonly connectorId?: number }): InstalledProfile {
  const { connectorId = 1, ...profile } = wish;
  return {
    connectorId,
    installedAtMs: Date.parse(INSTALLED_AT),
    profile: makeProfile(profile),
  };
}
