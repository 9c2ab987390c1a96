import type { InstalledProfile } from '../../profiles/charging-profile.ts';
import { type ProfileRefusal, type ProfileRules, refusalOf } from '../../profiles/check-profile.ts';
import type { Station2 } from '../station.ts';
import { PURPOSES, toProfile } from './to-profile.ts';
import type { WireProfile, WireSchedule } from './wire-profile.ts';

/** Where a profile is offered, and with what. */
type Offer = { readonly evseId: number; readonly profile: WireProfile };

/** Why SetChargingProfile is refused, or undefined when the profile may be installed (K01). */
export function setRefusal(station: Station2, offer: Offer): ProfileRefusal | undefined {
  const { profile } = offer;
  if (profile.chargingProfilePurpose === 'TxProfile' && profile.transactionId === undefined) {
    // K01.FR.03
    return { code: 'MissingParam', why: 'TxProfile needs a transactionId' };
  }
  const rules = rulesFor(station, offer);
  return refusal(station, offer, { ...rules, transactionId: transactionOf(station) });
}

/** Why the profile of a RequestStartTransaction is refused (F01.FR.08 to FR.11). */
export function startRefusal(station: Station2, profile: WireProfile): ProfileRefusal | undefined {
  if (profile.chargingProfilePurpose !== 'TxProfile') {
    return { code: 'InvalidProfile', why: 'only a TxProfile may come along' };
  }
  if (profile.transactionId !== undefined) {
    return { code: 'InvalidProfile', why: 'no transaction has an id yet' };
  }
  const offer = { evseId: station.evse.connectorId, profile };
  return refusal(station, offer, { ...rulesFor(station, offer), transactionId: null });
}

function refusal(station: Station2, offer: Offer, rules: ProfileRules): ProfileRefusal | undefined {
  const { profile } = offer;
  return (
    wordingRefusal(profile) ??
    refusalOf(toProfile(profile), rules) ??
    conflictRefusal(station.profiles.installed, offer)
  );
}

const transactionOf = (station: Station2) => station.own.memory.transaction?.transactionId;

function rulesFor(station: Station2, { evseId, profile }: Offer): ProfileRules {
  const { evse, own, profiles } = station;
  const { model } = own;
  const isKnown = PURPOSES[profile.chargingProfilePurpose] !== undefined;
  return {
    taker: station,
    connectorId: evseId,
    connectorCount: evse.connectorId,
    stackLevelMax: model.count('SmartChargingCtrlr.ProfileStackLevel'),
    periodsMax: model.count('SmartChargingCtrlr.PeriodsPerSchedule'),
    profilesMax: model.count('SmartChargingCtrlr.Entries[ChargingProfiles]'),
    countWith: isKnown ? profiles.countWith(evseId, toProfile(profile)) : 0,
    units: model.items('SmartChargingCtrlr.RateUnit'),
    transactionId: undefined,
  };
}

/** What 2.x asks beyond 1.6, and what this station does not have. */
function wordingRefusal(profile: WireProfile): ProfileRefusal | undefined {
  if (PURPOSES[profile.chargingProfilePurpose] === undefined) {
    // K01.FR.22: external constraints come from elsewhere, never from the central system.
    return { code: 'InvalidProfile', why: `${profile.chargingProfilePurpose} cannot be set` };
  }
  const [schedule, ...others] = profile.chargingSchedule;
  if (schedule === undefined || others.length > 0) {
    // More than one is a choice that only an ISO 15118 vehicle can make.
    return { code: 'InvalidSchedule', why: 'one schedule, since no vehicle can choose' };
  }
  return kindRefusal(profile, schedule) ?? extraRefusal(profile, schedule);
}

function kindRefusal(profile: WireProfile, schedule: WireSchedule): ProfileRefusal | undefined {
  const hasStart = schedule.startSchedule !== undefined;
  switch (profile.chargingProfileKind) {
    case 'Absolute':
    case 'Recurring':
      // K01.FR.40
      return hasStart ? undefined : { code: 'InvalidSchedule', why: 'startSchedule is missing' };
    case 'Relative':
      // K01.FR.41
      return hasStart ? { code: 'InvalidSchedule', why: 'Relative has no start' } : undefined;
    case 'Dynamic': {
      const { chargingSchedulePeriod: periods } = schedule;
      const isPlain = !hasStart && schedule.duration === undefined && periods.length === 1;
      return isPlain ? undefined : { code: 'InvalidSchedule', why: 'Dynamic has one limit' };
    }
  }
}

const PROFILE_FIELDS = [
  'id',
  'stackLevel',
  'chargingProfilePurpose',
  'chargingProfileKind',
  'recurrencyKind',
  'validFrom',
  'validTo',
  'transactionId',
  'chargingSchedule',
  'dynUpdateTime',
  'customData',
];
const SCHEDULE_FIELDS = [
  'id',
  'startSchedule',
  'duration',
  'chargingRateUnit',
  'chargingSchedulePeriod',
  'minChargingRate',
  'customData',
];
const PERIOD_FIELDS = [
  'startPeriod',
  'limit',
  'numberPhases',
  'phaseToUse',
  'operationMode',
  'customData',
];

/** Refuses what the station would not obey (2.1: discharging, set points, delays, prices ...). */
function extraRefusal(profile: WireProfile, schedule: WireSchedule): ProfileRefusal | undefined {
  const { chargingSchedulePeriod: periods } = schedule;
  const strange = [
    ...unknownIn(profile, PROFILE_FIELDS),
    ...unknownIn(schedule, SCHEDULE_FIELDS),
    ...periods.flatMap((period) => unknownIn(period, PERIOD_FIELDS)),
  ];
  if (strange[0] !== undefined) {
    return { code: 'UnsupportedParam', why: `${strange[0]} is not supported` };
  }
  const isPlain = periods.every(
    ({ limit, operationMode = 'ChargingOnly' }) =>
      limit !== undefined && operationMode === 'ChargingOnly',
  );
  if (!isPlain) return { code: 'UnsupportedParam', why: 'only charging limits are supported' };
  // K01.FR.20
  const picks = periods.some((one) => one.phaseToUse !== undefined && one.numberPhases !== 1);
  return picks ? { code: 'InvalidSchedule', why: 'phaseToUse needs one phase' } : undefined;
}

function unknownIn(value: object, known: readonly string[]): string[] {
  return Object.keys(value).filter((field) => !known.includes(field));
}

/** K01.FR.06, FR.39: two profiles of one purpose and level must not be valid at the same time. */
function conflictRefusal(
  installed: readonly InstalledProfile[],
  { evseId, profile }: Offer,
): ProfileRefusal | undefined {
  const rival = installed.find(
    (entry) =>
      entry.connectorId === evseId &&
      entry.profile.chargingProfileId !== profile.id &&
      entry.profile.chargingProfilePurpose === PURPOSES[profile.chargingProfilePurpose] &&
      entry.profile.stackLevel === profile.stackLevel &&
      doOverlap(entry.profile, profile),
  );
  if (rival === undefined) return undefined;
  const why = `profile ${rival.profile.chargingProfileId} has this purpose and level`;
  return { code: 'DuplicateProfile', why };
}

type Validity = Pick<WireProfile, 'validFrom' | 'validTo'>;

function doOverlap(one: Validity, other: Validity): boolean {
  const [oneFrom, oneTo] = spanOf(one);
  const [otherFrom, otherTo] = spanOf(other);
  return oneFrom < otherTo && otherFrom < oneTo;
}

function spanOf({ validFrom, validTo }: Validity): readonly [number, number] {
  return [
    validFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(validFrom),
    validTo === undefined ? Number.POSITIVE_INFINITY : Date.parse(validTo),
  ];
}
