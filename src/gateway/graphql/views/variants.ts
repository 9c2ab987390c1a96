import { findChargePoint, findVehicle } from '../../../domain/catalogue/catalogue.ts';
import type { ChargePointModel as ChargePoint } from '../../../domain/catalogue/charge-points.ts';
import type { VehicleModel as Vehicle } from '../../../domain/catalogue/vehicles.ts';
import type { Device } from '../../../domain/device.ts';
import type { ChargePointModel, ElectricVehicleModel } from '../generated.ts';

/** What the owner of a device named of the catalogue; `null` = nobody did. */
export type NamedVariants = {
  readonly vehicle: Vehicle | null;
  readonly chargePoint: ChargePoint | null;
};

/** Looks up what a device was registered as. */
export function toNamedVariants({ variants }: Device): NamedVariants {
  return {
    vehicle: findVehicle(variants?.vehicleId),
    chargePoint: findChargePoint(variants?.chargePointId),
  };
}

/** A vehicle of the catalogue in the words of the API. */
export function toVehicleVariant({ id, model, batteryKwh }: Vehicle): ElectricVehicleModel {
  return { vehicleId: id, model, batterySize: batteryKwh };
}

/** A charge point of the catalogue in the words of the API. */
export function toChargePointVariant({ id, model, powerKw }: ChargePoint): ChargePointModel {
  return { chargePointId: id, model, powerInKw: powerKw };
}
