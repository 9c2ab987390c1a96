/** Where a vehicle is, degrees of latitude and longitude; null: it cannot tell. */
export type Location = { readonly latitude: number | null; readonly longitude: number | null };

/** A vehicle without a fix. */
export const UNKNOWN_PLACE: Location = { latitude: null, longitude: null };

/** The location that two values name, or undefined: numbers on the globe, or null and null. */
export function toLocation(latitude: unknown, longitude: unknown): Location | undefined {
  if (latitude === null && longitude === null) return UNKNOWN_PLACE;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  return { latitude, longitude };
}
