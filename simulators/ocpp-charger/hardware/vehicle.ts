/** A point of a charging curve: the most that a vehicle takes at a state of charge, W. */
export type CurvePoint = { readonly socPercent: number; readonly powerWatts: number };

/**
 * A vehicle as the charge point sees it. Percentages run from 0 to 100, energy is in Wh, power in
 * W, current in A per phase, time in ms of device time.
 */
export type Vehicle = {
  readonly batteryWh: number;
  readonly socPercent: number;
  readonly targetSocPercent: number;
  /** Straight lines between the points, which rise in state of charge; flat beyond the ends. */
  readonly curve: readonly [CurvePoint, ...CurvePoint[]];
  /** Phases of its on-board charger. */
  readonly phases: 1 | 3;
  /** Below this it does not draw at all. */
  readonly minAmps: number;
  /** False while the vehicle keeps its own contactor open (a departure timer, a locked port). */
  readonly isReady: boolean;
  /** A pause of this length sends it to sleep; Infinity: none does. */
  readonly sleepsAfterMs: number;
  /** Asleep it draws nothing, whatever it is offered, until a new session, plug or its owner. */
  readonly isAsleep: boolean;
};

/** Flat to 80 %, then down to a tenth. */
const USUAL_CURVE: Vehicle['curve'] = [
  { socPercent: 80, powerWatts: 11_000 },
  { socPercent: 100, powerWatts: 1_100 },
];

/** A mid-size car with an 11 kW on-board charger. */
export function makeVehicle(traits: Partial<Vehicle> = {}): Vehicle {
  return {
    batteryWh: 60_000,
    socPercent: 40,
    targetSocPercent: 100,
    curve: USUAL_CURVE,
    phases: 3,
    minAmps: 6,
    isReady: true,
    sleepsAfterMs: Number.POSITIVE_INFINITY,
    isAsleep: false,
    ...traits,
  };
}

/** Power in W the vehicle would draw from an unlimited supply. */
export function acceptedWatts(vehicle: Vehicle): number {
  if (!vehicle.isReady || vehicle.isAsleep || isFull(vehicle)) return 0;
  const { curve, socPercent } = vehicle;
  const [first] = curve;
  const next = curve.find((point) => point.socPercent >= socPercent);
  const before = curve.findLast((point) => point.socPercent <= socPercent) ?? first;
  if (next === undefined || next.socPercent <= before.socPercent) return before.powerWatts;
  const share = (socPercent - before.socPercent) / (next.socPercent - before.socPercent);
  return before.powerWatts + share * (next.powerWatts - before.powerWatts);
}

/** Power in W the vehicle draws of what it is offered. */
export function drawnWatts(
  vehicle: Vehicle,
  offer: { readonly amps: number; readonly watts: number },
): number {
  if (offer.amps < vehicle.minAmps) return 0;
  return Math.min(offer.watts, acceptedWatts(vehicle));
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
