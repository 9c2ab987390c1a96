/** The electrical installation behind a connector. */
export type Supply = {
  readonly voltage: number;
  readonly phases: 1 | 3;
  /** Current in A per phase that the breaker, cable or a switch inside the box allows. */
  readonly maxAmps: number;
};

/** IEC 61851-1: a pilot signal cannot offer less than 6 A, so less means nothing. */
export const PILOT_MIN_AMPS = 6;

const RAMP_WATTS_PER_SECOND = 4_000;

/** The current in A per phase that the pilot signal announces for a wanted limit. */
export function pilotAmps(supply: Supply, limitAmps: number): number {
  const capped = Math.min(limitAmps, supply.maxAmps);
  return capped < PILOT_MIN_AMPS ? 0 : capped;
}

/** Power in W at a current per phase; of a supply whose phases are those in use. */
export function toWatts(supply: Supply, amps: number): number {
  return amps * supply.phases * supply.voltage;
}

/** Current in A per phase at a power; of a supply whose phases are those in use. */
export function toAmps(supply: Supply, powerWatts: number): number {
  return powerWatts / (supply.phases * supply.voltage);
}

/** Power after `elapsedMs` on the way to a target: vehicles move by about 4 kW a second. */
export function rampWatts(path: {
  readonly presentWatts: number;
  readonly targetWatts: number;
  readonly elapsedMs: number;
}): number {
  const stepWatts = (RAMP_WATTS_PER_SECOND * path.elapsedMs) / 1_000;
  const distanceWatts = path.targetWatts - path.presentWatts;
  if (Math.abs(distanceWatts) <= stepWatts) return path.targetWatts;
  return path.presentWatts + Math.sign(distanceWatts) * stepWatts;
}
