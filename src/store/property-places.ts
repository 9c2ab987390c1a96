import type { PropertyPlaces } from '../domain/ports/onboarding.ts';
import type { Scripts } from './scripts.ts';

/** Places of so many properties are kept of one account. */
const placesMax = 1_000;

/** Where properties are: hash `places:<account>`, property id -> JSON of a place. */
export function makePropertyPlaces(scripts: Scripts): PropertyPlaces {
  return {
    async set(accountNumber, propertyId, { latitude, longitude }) {
      const place = JSON.stringify({ latitude, longitude });
      const args = [accountNumber, propertyId, place, placesMax];
      return (await scripts.run('set-place', 0, args)) === 1;
    },
  };
}
