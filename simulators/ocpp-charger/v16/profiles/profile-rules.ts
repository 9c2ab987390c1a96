import type { ChargingProfile, RateUnit } from '../../profiles/charging-profile.ts';
import type { ProfileRules } from '../../profiles/check-profile.ts';
import type { Station16 } from '../station.ts';

/** The words of ChargingScheduleAllowedChargingRateUnit and, as some vendors write, the units. */
const UNITS_BY_WORD: Readonly<Record<string, RateUnit>> = {
  Current: 'A',
  Power: 'W',
  A: 'A',
  W: 'W',
};

/** What counts for a profile offered to a connector now (OCPP 1.6 9.4). */
export function profileRules(
  station: Station16,
  connectorId: number,
  profile: ChargingProfile,
): ProfileRules {
  const { evse, own, profiles } = station;
  const { configuration } = own;
  const words = configuration.items('ChargingScheduleAllowedChargingRateUnit');
  return {
    taker: station,
    connectorId,
    connectorCount: configuration.count('NumberOfConnectors'),
    stackLevelMax: configuration.count('ChargeProfileMaxStackLevel'),
    periodsMax: configuration.count('ChargingScheduleMaxPeriods'),
    profilesMax: configuration.count('MaxChargingProfilesInstalled'),
    countWith: profiles.countWith(connectorId, profile),
    units: words.flatMap((word) => UNITS_BY_WORD[word] ?? []),
    transactionId: evse.session && (evse.session.transactionId ?? null),
  };
}
