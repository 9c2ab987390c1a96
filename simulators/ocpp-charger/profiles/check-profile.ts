import type { ChargingProfile } from './charging-profile.ts';

/** What this charge point can take, from its configuration, and what goes on at the connector. */
export type ProfileRules = {
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

/** Why a profile is refused, or undefined when it may be installed (OCPP 1.6 5.16). */
export function refusalOf(profile: ChargingProfile, rules: ProfileRules): string | undefined {
  return purposeRefusal(profile, rules) ?? kindRefusal(profile) ?? scheduleRefusal(profile, rules);
}

function purposeRefusal(profile: ChargingProfile, rules: ProfileRules): string | undefined {
  const { connectorId, transactionId } = rules;
  if (connectorId < 0 || connectorId > rules.connectorCount) return 'no such connector';
  switch (profile.chargingProfilePurpose) {
    case 'ChargePointMaxProfile':
      return connectorId === 0 ? undefined : 'ChargePointMaxProfile belongs to connector 0';
    case 'TxDefaultProfile':
      return undefined;
    case 'TxProfile':
      if (connectorId === 0) return 'TxProfile needs a connector';
      if (transactionId === undefined) return 'TxProfile needs a running transaction';
      if (profile.transactionId === undefined) return undefined;
      return profile.transactionId === transactionId ? undefined : 'another transaction runs';
  }
}

function kindRefusal(profile: ChargingProfile): string | undefined {
  switch (profile.chargingProfileKind) {
    case 'Absolute':
      return undefined;
    case 'Relative':
      return profile.chargingProfilePurpose === 'ChargePointMaxProfile'
        ? 'ChargePointMaxProfile cannot be relative'
        : undefined;
    case 'Recurring':
      if (profile.recurrencyKind === undefined) return 'Recurring needs recurrencyKind';
      return profile.chargingSchedule.startSchedule === undefined
        ? 'Recurring needs startSchedule'
        : undefined;
  }
}

function scheduleRefusal(profile: ChargingProfile, rules: ProfileRules): string | undefined {
  const { chargingRateUnit, chargingSchedulePeriod: periods } = profile.chargingSchedule;
  if (profile.stackLevel < 0 || profile.stackLevel > rules.stackLevelMax) return 'stack level';
  if (rules.countWith > rules.profilesMax) return 'no room for another profile';
  if (!rules.units.includes(chargingRateUnit)) return `unit ${chargingRateUnit} is not supported`;
  if (periods.length === 0 || periods.length > rules.periodsMax) return 'number of periods';
  if (periods[0]?.startPeriod !== 0) return 'the first period must start at 0';
  const isRising = periods.every(
    (period, index) => index === 0 || period.startPeriod > (periods[index - 1]?.startPeriod ?? 0),
  );
  if (!isRising) return 'periods must rise';
  return periods.some(({ limit }) => limit < 0) ? 'a limit is negative' : undefined;
}
