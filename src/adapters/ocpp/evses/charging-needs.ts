/** What a vehicle said that it needs (OCPP 2.0.1 K15, ISO 15118), when its register stood so. */
export type ChargingNeeds = {
  readonly socPercent: number;
  /** `null` = it does not say. */
  readonly capacityWh: number | null;
  /** `null` = no register was read yet. */
  readonly meterWh: number | null;
};

/** Energy that changes a state of charge by less than what it is told in, Wh. */
const NOTHING_WH = 500;
/** A state that is reckoned never says that a vehicle is full: that is the vehicle's own word. */
const RECKONED_MAX = 99;

/**
 * The state of charge that follows from what the vehicle said and what it took since, percent;
 * `null` when that cannot be told.
 */
export function reckonSoc(needs: ChargingNeeds | null, meterWh: number | null): number | null {
  if (!needs) return null;
  const { socPercent, capacityWh } = needs;
  const takenWh = meterWh === null || needs.meterWh === null ? null : meterWh - needs.meterWh;
  if (takenWh === null || takenWh < 0) return null;
  if (takenWh < NOTHING_WH) return socPercent;
  if (capacityWh === null || capacityWh <= 0) return null;
  return Math.min(Math.round(socPercent + (takenWh / capacityWh) * 100), RECKONED_MAX);
}
