import type { Device } from '../device.ts';
import { type ChargePointModel, chargePointModels } from './charge-points.ts';
import { type VehicleModel, vehicleModels } from './vehicles.ts';

/** The entries that the owner of a device named when it was registered. */
export type Variants = NonNullable<Device['variants']>;

/** The vehicle of that id; `null` = nobody named one, or it is unknown. */
export function findVehicle(vehicleId: string | null | undefined): VehicleModel | null {
  return vehicleModels.find(({ id }) => id === vehicleId) ?? null;
}

/** The charge point of that id; `null` = nobody named one, or it is unknown. */
export function findChargePoint(chargePointId: string | null | undefined): ChargePointModel | null {
  return chargePointModels.find(({ id }) => id === chargePointId) ?? null;
}

/** How much the battery of a vehicle holds, Wh; `null` = it is not known. */
export function batteryWhOf(vehicleId: string | null | undefined): number | null {
  const vehicle = findVehicle(vehicleId);
  return vehicle && Math.round(vehicle.batteryKwh * 1_000);
}

/** The ids as they were given; `unknown` = one of them is not in the catalogue as that. */
export function checkVariants(variants: Variants): Variants | 'unknown' {
  const { vehicleId, chargePointId } = variants;
  const isVehicle = vehicleId === null || findVehicle(vehicleId) !== null;
  const isChargePoint = chargePointId === null || findChargePoint(chargePointId) !== null;
  return isVehicle && isChargePoint ? variants : 'unknown';
}

/**
 * What ids stand for, in whatever order: no vehicle has the id of a charge point. `null` = there is
 * none; `unknown` = one of them is not in the catalogue, or two name the same kind of thing.
 */
export function toVariants(ids: readonly string[]): Variants | 'unknown' | null {
  if (ids.length === 0) return null;
  const [vehicleId = null, ...vehicles] = ids.filter((id) => findVehicle(id));
  const [chargePointId = null, ...chargePoints] = ids.filter((id) => findChargePoint(id));
  const isEachKnown = ids.every((id) => findVehicle(id) ?? findChargePoint(id));
  if (!isEachKnown || vehicles.length + chargePoints.length > 0) return 'unknown';
  return { vehicleId, chargePointId };
}
