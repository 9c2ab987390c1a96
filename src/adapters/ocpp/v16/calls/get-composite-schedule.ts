import type { ChargerFacts } from '../../charger-memory.ts';
import { nominalVoltage } from '../meter-values.ts';

/** OCPP 1.6 6.27: the limit that holds now; a minute is enough to see it. */
export function toCompositeRequest(connectorId: number) {
  return { connectorId, duration: 60 };
}

type Schedule = {
  readonly chargingRateUnit: 'A' | 'W';
  readonly chargingSchedulePeriod: readonly {
    readonly startPeriod: number;
    readonly limit: number;
    readonly numberPhases?: number;
  }[];
};

/**
 * The limit at the start of a composite schedule, A; `null` when it shows none. The schedule begins
 * when it is asked for, so its first period is the present one (OCPP 1.6 5.7).
 */
export function readLimitAmps(
  payload: Readonly<Record<string, unknown>>,
  facts: ChargerFacts,
): number | null {
  const schedule = payload['chargingSchedule'] as Schedule | undefined;
  const present = [...(schedule?.chargingSchedulePeriod ?? [])]
    .sort((a, b) => a.startPeriod - b.startPeriod)
    .at(0);
  if (!schedule || !present) return null;
  if (schedule.chargingRateUnit === 'A') return present.limit;
  return present.limit / (nominalVoltage * (present.numberPhases ?? facts.phases));
}
