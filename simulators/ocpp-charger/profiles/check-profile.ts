import type { ChargingProfile } from './charging-profile.ts';
import { distasteOf, type ProfileTaker } from './vendor-taste.ts';

/** What this charge point can take, from its configuration, and what goes on at the connector. */
export type ProfileRules = {
  readonly taker: ProfileTaker;
  readonly connectorId: number;
  readonly connectorCount: number;
  readonly stackLevelMax: number;
  readonly periodsMax: number;
  readonly profilesMax: number;
  readonly countWith: number;
  readonly units: readonly string[];
  /** Undefined without a transaction; null while StartTransaction is not answered yet. */
  readonly transactionId: number | string | null | undefined;
};

/** Why a profile is refused: a ReasonCode of OCPP 2.x, and a sentence for people. */
export type ProfileRefusal = { readonly code: string; readonly why: string };

/** Why a profile is refused, or undefined when it may be installed (OCPP 1.6 5.16). */
export function refusalOf(
  profile: ChargingProfile,
  rules: ProfileRules,
): ProfileRefusal | undefined {
  return (
    distasteOf(rules.taker, profile) ??
    purposeRefusal(profile, rules) ??
    kindRefusal(profile) ??
    scheduleRefusal(profile, rules)
  );
}

function purposeRefusal(profile: ChargingProfile, rules: ProfileRules): ProfileRefusal | undefined {
  const { connectorId } = rules;
  if (connectorId < 0 || connectorId > rules.connectorCount) {
    return no('UnknownEvse', 'no such connector');
  }
  switch (profile.chargingProfilePurpose) {
    case 'ChargePointMaxProfile':
      if (connectorId === 0) return undefined;
      return no('InvalidProfile', 'ChargePointMaxProfile belongs to connector 0');
    case 'TxDefaultProfile':
    case 'PriorityCharging':
      return undefined;
    case 'TxProfile':
      return txRefusal(profile, rules);
  }
}

function txRefusal(
  profile: ChargingProfile,
  { connectorId, transactionId }: ProfileRules,
): ProfileRefusal | undefined {
  if (connectorId === 0) return no('InvalidProfile', 'TxProfile needs a connector');
  if (transactionId === undefined) return no('TxNotFound', 'TxProfile needs a running transaction');
  if (profile.transactionId === undefined || profile.transactionId === transactionId) {
    return undefined;
  }
  return no('TxNotFound', 'another transaction runs');
}

function kindRefusal(profile: ChargingProfile): ProfileRefusal | undefined {
  switch (profile.chargingProfileKind) {
    case 'Absolute':
      return undefined;
    case 'Relative':
      if (profile.chargingProfilePurpose !== 'ChargePointMaxProfile') return undefined;
      return no('InvalidProfile', 'ChargePointMaxProfile cannot be relative');
    case 'Recurring':
      if (profile.recurrencyKind === undefined) {
        return no('InvalidProfile', 'Recurring needs recurrencyKind');
      }
      if (profile.chargingSchedule.startSchedule !== undefined) return undefined;
      return no('InvalidSchedule', 'Recurring needs startSchedule');
  }
}

function scheduleRefusal(
  profile: ChargingProfile,
  rules: ProfileRules,
): ProfileRefusal | undefined {
  const { chargingRateUnit, chargingSchedulePeriod: periods } = profile.chargingSchedule;
  if (profile.stackLevel < 0 || profile.stackLevel > rules.stackLevelMax) {
    return no('InvalidStackLevel', 'stack level');
  }
  if (rules.countWith > rules.profilesMax) {
    return no('OutOfStorage', 'no room for another profile');
  }
  if (!rules.units.includes(chargingRateUnit)) {
    return no('UnsupportedRateUnit', `unit ${chargingRateUnit} is not supported`);
  }
  if (periods.length === 0 || periods.length > rules.periodsMax) {
    return no('InvalidSchedule', 'number of periods');
  }
  if (periods[0]?.startPeriod !== 0) {
    return no('InvalidSchedule', 'the first period must start at 0');
  }
  const isRising = periods.every(
    (period, index) => index === 0 || period.startPeriod > (periods[index - 1]?.startPeriod ?? 0),
  );
  if (!isRising) return no('InvalidSchedule', 'periods must rise');
  if (!periods.some(({ limit }) => limit < 0)) return undefined;
  return no('InvalidSchedule', 'a limit is negative');
}

function no(code: string, why: string): ProfileRefusal {
  return { code, why };
}
