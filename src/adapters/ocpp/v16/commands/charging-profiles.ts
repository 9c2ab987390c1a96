import type { ChargerFacts } from '../../charger-memory.ts';
import { nominalVoltage } from '../meter-values.ts';

/** What a profile of ours is for; a higher place wins (OCPP 1.6 3.13.2). */
export type ProfilePurpose = 'guard' | 'plan' | 'boost';

const PLACES: Readonly<Record<ProfilePurpose, number>> = { guard: 1, plan: 2, boost: 3 };
const ID_BASE = 7_000;
const IDS_PER_CONNECTOR = 10;
/** A charger whose clock is behind ours must not wait for its boost. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;

/** The same connector and purpose have the same id, so that setting again replaces. */
export function toProfileId(connectorId: number, purpose: ProfilePurpose): number {
  return ID_BASE + connectorId * IDS_PER_CONNECTOR + PLACES[purpose];
}

/** Guard lowest, plan in the middle, boost on top, all within what the charger allows. */
export function toStackLevel(purpose: ProfilePurpose, maxStackLevel: number): number {
  switch (purpose) {
    case 'guard':
      return 0;
    case 'plan':
      return Math.floor(maxStackLevel / 2);
    case 'boost':
      return maxStackLevel;
  }
}

/**
 * SetChargingProfile with one limit and no end, for a running session (OCPP 1.6 5.16.2): it is
 * safe if we vanish, because a TxProfile ends with its session.
 */
export function toTxProfile(profile: {
  readonly connectorId: number;
  readonly sessionId: number;
  readonly purpose: ProfilePurpose;
  readonly limitAmps: number;
  readonly facts: ChargerFacts;
  readonly nowMs: number;
}) {
  const { connectorId, facts, purpose } = profile;
  return {
    connectorId,
    csChargingProfiles: {
      chargingProfileId: toProfileId(connectorId, purpose),
      transactionId: profile.sessionId,
      stackLevel: toStackLevel(purpose, facts.maxStackLevel),
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Absolute',
      chargingSchedule: {
        startSchedule: new Date(profile.nowMs - CLOCK_ALLOWANCE_MS).toISOString(),
        chargingRateUnit: facts.rateUnit,
        chargingSchedulePeriod: [{ startPeriod: 0, limit: toLimit(profile.limitAmps, facts) }],
      },
    },
  };
}

function toLimit(limitAmps: number, { rateUnit, phases }: ChargerFacts): number {
  return rateUnit === 'A' ? limitAmps : limitAmps * phases * nominalVoltage;
}
