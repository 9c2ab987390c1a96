import { chargePointModels } from '../../../domain/catalogue/charge-points.ts';
import { vehicleModels } from '../../../domain/catalogue/vehicles.ts';
import type { QueryResolvers } from '../generated.ts';
import { toChargePointVariant, toVehicleVariant } from '../views/variants.ts';

/** The vehicles that a registration can name, by make. */
export const electricVehicles: QueryResolvers['electricVehicles'] = async (
  _root,
  _args,
  context,
) => {
  await context.caller();
  return byMake(vehicleModels, toVehicleVariant);
};

/** The charge points that a registration can name, by make. */
export const chargePointVariants: QueryResolvers['chargePointVariants'] = async (
  _root,
  _args,
  context,
) => {
  await context.caller();
  return byMake(chargePointModels, toChargePointVariant);
};

function byMake<T extends { make: string }, V>(all: readonly T[], show: (one: T) => V) {
  const makes = [...new Set(all.map(({ make }) => make))];
  return makes.map((make) => ({ make, models: all.filter((one) => one.make === make).map(show) }));
}
