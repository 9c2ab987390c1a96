/**
 * What a profile is for (OCPP 1.6 3.13.1, 7.11), and what 2.1 adds to it. The store speaks the
 * words of 1.6; newer versions map theirs to them.
 */
export type ProfilePurpose =
  | 'ChargePointMaxProfile'
  | 'TxDefaultProfile'
  | 'TxProfile'
  | 'PriorityCharging';

/** A (amps per phase) or W (watts in all), OCPP 1.6 7.12. */
export type RateUnit = 'A' | 'W';

/** OCPP 1.6 7.14; `startPeriod` in seconds from the start of the schedule. */
export type SchedulePeriod = {
  readonly startPeriod: number;
  readonly limit: number;
  readonly numberPhases?: number;
};

/** OCPP 1.6 7.13; `duration` in seconds. */
export type ChargingSchedule = {
  readonly duration?: number;
  readonly startSchedule?: string;
  readonly chargingRateUnit: RateUnit;
  readonly chargingSchedulePeriod: readonly SchedulePeriod[];
  readonly minChargingRate?: number;
};

/** OCPP 1.6 7.8. */
export type ChargingProfile = {
  readonly chargingProfileId: number;
  readonly transactionId?: number | string;
  readonly stackLevel: number;
  readonly chargingProfilePurpose: ProfilePurpose;
  readonly chargingProfileKind: 'Absolute' | 'Recurring' | 'Relative';
  readonly recurrencyKind?: 'Daily' | 'Weekly';
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly chargingSchedule: ChargingSchedule;
  /** As it came over the wire, of a version that words it otherwise. */
  readonly wire?: object;
};

/** A profile together with where and when it was installed. */
export type InstalledProfile = {
  readonly connectorId: number;
  readonly installedAtMs: number;
  readonly profile: ChargingProfile;
};
