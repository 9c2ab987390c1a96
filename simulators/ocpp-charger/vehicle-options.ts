import { type Command, InvalidArgumentError } from 'commander';
import { percent, positive, whole } from '../lib/cli.ts';
import { type Location, toLocation, UNKNOWN_PLACE } from './hardware/location.ts';
import { type CurvePoint, makeVehicle, type Vehicle } from './hardware/vehicle.ts';

/** What the options of {@link addVehicleOptions} leave, as commander names it. */
export type VehicleArguments = {
  readonly soc: number;
  readonly targetSoc: number;
  readonly batteryKwh: number;
  readonly curve?: Vehicle['curve'];
  readonly vehiclePhases: 1 | 3;
  readonly minAmps: number;
  readonly ready: boolean;
  readonly sleepsAfter?: number;
  readonly location: Location | 'none';
};

/** Adds what a charger's vehicle can differ in. */
export function addVehicleOptions(command: Command): Command {
  const usual = makeVehicle();
  return command
    .option('--soc <percent>', 'state of charge of the vehicle', percent, usual.socPercent)
    .option('--target-soc <percent>', 'at which it draws no more', percent, usual.targetSocPercent)
    .option('--battery-kwh <kwh>', 'size of its battery', positive, usual.batteryWh / 1_000)
    .option('--curve <points>', 'the most it takes, PERCENT:KW,... (11 kW to 80 %)', parseCurve)
    .option('--vehicle-phases <n>', '1 or 3, of its on-board charger', parsePhases, usual.phases)
    .option('--min-amps <amps>', 'below this it does not draw', whole(6, 32), usual.minAmps)
    .option('--no-ready', 'it keeps its contactor open until POST /devices/{id}/ready')
    .option('--sleeps-after <seconds>', 'a pause of this length sends it to sleep', positive)
    .option(
      '--location <place>',
      'LAT,LON | unknown | none: where it says that it is',
      parseLocation,
      'none',
    );
}

/** The vehicle and its place as the options say. */
export function vehicleOf(own: VehicleArguments): {
  readonly vehicle: Partial<Vehicle>;
  readonly location: Location | undefined;
} {
  return {
    vehicle: {
      socPercent: own.soc,
      targetSocPercent: own.targetSoc,
      batteryWh: own.batteryKwh * 1_000,
      phases: own.vehiclePhases,
      minAmps: own.minAmps,
      isReady: own.ready,
      ...(own.curve === undefined ? {} : { curve: own.curve }),
      ...(own.sleepsAfter === undefined ? {} : { sleepsAfterMs: own.sleepsAfter * 1_000 }),
    },
    location: own.location === 'none' ? undefined : own.location,
  };
}

/** An argument parser for one or three phases. */
export function parsePhases(text: string): 1 | 3 {
  if (text === '1') return 1;
  if (text === '3') return 3;
  throw new InvalidArgumentError('Must be 1 or 3.');
}

/** `0:50,60:50,100:5`: kW at rising percentages. */
function parseCurve(text: string): Vehicle['curve'] {
  const points = text.split(',').map((pair): CurvePoint => {
    const [at = '', power = '', ...rest] = pair.split(':');
    if (rest.length > 0 || power === '') throw new InvalidArgumentError('Must be PERCENT:KW,...');
    return { socPercent: percent(at), powerWatts: positive(power) * 1_000 };
  });
  const isRising = points.every(
    ({ socPercent }, index) => index === 0 || socPercent > (points[index - 1]?.socPercent ?? 0),
  );
  const [first, ...others] = points;
  if (first === undefined || !isRising) throw new InvalidArgumentError('Percentages must rise.');
  return [first, ...others];
}

function parseLocation(text: string): Location | 'none' {
  if (text === 'none') return 'none';
  if (text === 'unknown') return UNKNOWN_PLACE;
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const location = parts.length === 2 ? toLocation(parts[0], parts[1]) : undefined;
  if (location === undefined) throw new InvalidArgumentError('Must be LAT,LON, unknown or none.');
  return location;
}
