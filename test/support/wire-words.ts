import type { LogLine, SiteDevice } from './site-devices.ts';

type WireSchedule = {
  readonly chargingRateUnit: string;
  readonly chargingSchedulePeriod: readonly { readonly limit: number }[];
};

/** A charging profile as OCPP 1.6 and 2.x write it, as far as it is told in words here. */
type WireProfile = {
  readonly id?: number;
  readonly chargingProfileId?: number;
  readonly stackLevel: number;
  readonly chargingProfilePurpose: string;
  readonly chargingProfileKind: string;
  readonly chargingSchedule: WireSchedule | readonly WireSchedule[];
};

const changing: ReadonlySet<unknown> = new Set([
  'ChangeAvailability',
  'ClearChargingProfile',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'RequestStartTransaction',
  'RequestStopTransaction',
  'SetChargingProfile',
]);

const places: Readonly<Record<string, string>> = {
  TxProfile: 'session',
  ChargePointMaxProfile: 'ceiling',
  ChargingStationMaxProfile: 'ceiling',
};

/** 6 A over three phases, W; what is more is no least. */
const leastWattsMax = 4_140;

/**
 * What the gateway asked the charger to change, one phrase for each CALL, in order: for a profile
 * its purpose, its first limit, its place, its unit and its form. `since`: after this line of the
 * charger's log.
 */
export function askedOf(charger: SiteDevice, since = 0): readonly string[] {
  return charger
    .lines({ direction: 'in', type: 'CALL' })
    .filter(({ action, n }) => changing.has(action) && Number(n) > since)
    .map(toPhrase);
}

function toPhrase({ action, payload }: LogLine): string {
  const params = payload as LogLine;
  const profile = (params['csChargingProfiles'] ?? params['chargingProfile']) as
    | WireProfile
    | undefined;
  const connectorId = Number(params['connectorId'] ?? params['evseId']);
  switch (action) {
    case 'RemoteStartTransaction':
    case 'RequestStartTransaction':
      return profile ? `start with ${toProfilePhrase(profile, connectorId)}` : 'start';
    case 'RemoteStopTransaction':
    case 'RequestStopTransaction':
      return 'stop';
    case 'ClearChargingProfile':
      return `clear ${toPurpose(Number(params['id'] ?? params['chargingProfileId']))}`;
    case 'SetChargingProfile':
      return profile ? toProfilePhrase(profile, connectorId) : 'no profile';
    default:
      return String(params['type'] ?? params['operationalStatus']);
  }
}

function toProfilePhrase(profile: WireProfile, connectorId: number): string {
  const { chargingProfilePurpose: purpose, stackLevel, chargingProfileKind } = profile;
  const [schedule] = [profile.chargingSchedule].flat() as WireSchedule[];
  const own = toPurpose(Number(profile.id ?? profile.chargingProfileId));
  const place = places[purpose] ?? (connectorId > 0 ? 'connector' : 'station');
  const form = [
    ...(chargingProfileKind === 'Relative' ? ['relative'] : []),
    // A guard is at level 0 in every form.
    ...(stackLevel === 0 && own !== 'guard' ? ['level 0'] : []),
  ];
  const unit = schedule?.chargingRateUnit ?? '';
  const limit = toLimit(schedule?.chargingSchedulePeriod[0]?.limit ?? -1, unit);
  return [own, limit, place, unit, ...form].join(' ');
}

function toLimit(limit: number, unit: string): string {
  if (limit === 0) return 'rest';
  return limit <= (unit === 'A' ? 6 : leastWattsMax) ? 'least' : 'most';
}

function toPurpose(profileId: number): string {
  return ['guard', 'plan', 'boost', 'test'][(profileId % 10) - 1] ?? 'not ours';
}
