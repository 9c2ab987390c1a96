import type { Place } from '../device-settings.ts';
import type { LocationReport } from '../reports.ts';
import type { DeviceView } from './spec.ts';

/** Where a device is, as far as it matters for charging it at home. */
export type Whereabouts = 'home' | 'away' | 'no_home' | 'unknown' | 'missing';

/** A vehicle within this of its property is at home, m: a drive, a street, and a poor fix. */
export const homeRadiusM = 500;

const earthRadiusM = 6_371_000;

/** What is fixed to a house is at home; a vehicle says where it is. */
export function whereabouts({ device, settings, reports }: DeviceView): Whereabouts {
  if (device.class !== 'vehicle') return 'home';
  if (!settings.home) return 'no_home';
  const location = reports.location?.value as LocationReport | undefined;
  if (!location) return 'missing';
  const { latitude, longitude } = location;
  if (latitude === null || longitude === null) return 'unknown';
  return distanceM(settings.home, { latitude, longitude }) <= homeRadiusM ? 'home' : 'away';
}

/** Great-circle distance by the haversine formula, m. */
function distanceM(from: Place, to: Place): number {
  const toRadians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitude = toRadians(to.latitude - from.latitude);
  const longitude = toRadians(to.longitude - from.longitude);
  const share =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(toRadians(from.latitude)) *
      Math.cos(toRadians(to.latitude)) *
      Math.sin(longitude / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.sqrt(share));
}
