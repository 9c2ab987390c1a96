/**
 * A vehicle as the charge point sees it: a battery that takes less and less above 80 %.
 * Percentages run from 0 to 100, energy is in Wh, power in W.
 */
export type Vehicle = {
  readonly batteryWh: number;
  readonly socPercent: number;
  readonly targetSocPercent: number;
  readonly maxPowerWatts: number;
  /** False while the vehicle keeps its own contactor open (a departure timer, a locked port). */
  readonly isReady: boolean;
};

const TAPER_FROM_PERCENT = 80;
const TAPER_END_SHARE = 0.1;

/** A mid-size car with an 11 kW on-board charger. */
export function makeVehicle(traits: Partial<Vehicle> = {}): Vehicle {
  return {
    batteryWh: 60_000,
    socPercent: 40,
    targetSocPercent: 100,
    maxPowerWatts: 11_000,
    isReady: true,
    ...traits,
  };
}

/** Power in W the vehicle would draw from an unlimited supply: flat to 80 %, then down to 10 %. */
export function acceptedWatts(vehicle: Vehicle): number {
  if (!vehicle.isReady || isFull(vehicle)) return 0;
  if (vehicle.socPercent <= TAPER_FROM_PERCENT) return vehicle.maxPowerWatts;
  const taper = (vehicle.socPercent - TAPER_FROM_PERCENT) / (100 - TAPER_FROM_PERCENT);
  return vehicle.maxPowerWatts * (1 - taper * (1 - TAPER_END_SHARE));
}

/** The vehicle after `energyWh` went into its battery, never above its target. */
export function chargeVehicle(vehicle: Vehicle, energyWh: number): Vehicle {
  const gainedPercent = (energyWh / vehicle.batteryWh) * 100;
  const reached = Math.min(vehicle.targetSocPercent, vehicle.socPercent + gainedPercent);
  return { ...vehicle, socPercent: Math.max(vehicle.socPercent, reached) };
}

/** True when the battery has reached the state of charge that its owner asked for. */
export function isFull(vehicle: Vehicle): boolean {
  return vehicle.socPercent >= vehicle.targetSocPercent;
}
