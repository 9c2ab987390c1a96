/** Assumed where nothing says: the European phase voltage, V. */
export const nominalVoltage = 230;

/** What a limit in a profile is counted in: A per phase, or W over all phases. */
export type RateUnit = 'A' | 'W';

/** A limit of so many amperes per phase in a profile's own unit. */
export function toLimit(limitAmps: number, unit: RateUnit, phases: number): number {
  return unit === 'A' ? limitAmps : limitAmps * phases * nominalVoltage;
}

/** A limit in a profile's own unit as amperes per phase. */
export function toAmps(limit: number, unit: RateUnit, phases: number): number {
  return unit === 'A' ? limit : limit / (nominalVoltage * phases);
}
