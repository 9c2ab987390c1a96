import type { RateUnit } from '../../profiles/charging-profile.ts';

/** ChargingSchedulePeriodType; 2.1 has more, which this station refuses by name. */
export type WirePeriod = {
  readonly startPeriod: number;
  /** Absent only in 2.1, where a period may set something else. */
  readonly limit?: number;
  readonly numberPhases?: number;
  readonly phaseToUse?: number;
  readonly operationMode?: string;
};

/** ChargingScheduleType. */
export type WireSchedule = {
  readonly id: number;
  readonly startSchedule?: string;
  readonly duration?: number;
  readonly chargingRateUnit: RateUnit;
  readonly chargingSchedulePeriod: readonly WirePeriod[];
  readonly minChargingRate?: number;
};

/** What 2.x calls the purposes of a profile; the last two are of 2.1. */
export type WirePurpose =
  | 'ChargingStationExternalConstraints'
  | 'ChargingStationMaxProfile'
  | 'TxDefaultProfile'
  | 'TxProfile'
  | 'PriorityCharging'
  | 'LocalGeneration';

/** ChargingProfileType. */
export type WireProfile = {
  readonly id: number;
  readonly stackLevel: number;
  readonly chargingProfilePurpose: WirePurpose;
  readonly chargingProfileKind: 'Absolute' | 'Recurring' | 'Relative' | 'Dynamic';
  readonly recurrencyKind?: 'Daily' | 'Weekly';
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly transactionId?: string;
  readonly chargingSchedule: readonly WireSchedule[];
};
