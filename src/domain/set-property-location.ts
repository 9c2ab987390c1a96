import type { Caller } from './caller.ts';
import type { InputFault } from './commands/spec.ts';
import type { Place } from './device-settings.ts';
import { assertMayProvision } from './may-provision.ts';
import type { PropertyPlaces } from './ports/onboarding.ts';
import { assertNone, toBindingFaults, toFault } from './registration-faults.ts';

/** Where a property of an account is, degrees. */
export type PropertyLocation = Place & {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly propertyId: number;
};

/**
 * Stores where a property is: a vehicle is charged there only.
 * @throws GatewayError `not_permitted`, `invalid_parameters`.
 */
export type SetPropertyLocation = (location: PropertyLocation) => Promise<void>;

/** Makes the use case. */
export function makeSetPropertyLocation(places: PropertyPlaces): SetPropertyLocation {
  return async ({ caller, accountNumber, propertyId, latitude, longitude }) => {
    assertMayProvision(caller, accountNumber);
    assertNone([
      ...toBindingFaults({ accountNumber, propertyId, class: 'vehicle', identity: null }),
      ...toDegreeFaults('latitude', latitude, 90),
      ...toDegreeFaults('longitude', longitude, 180),
    ]);
    if (await places.set(accountNumber, propertyId, { latitude, longitude })) return;
    assertNone([toFault('propertyId', 'the account has places of too many properties')]);
  };
}

function toDegreeFaults(field: string, degrees: number, max: number): readonly InputFault[] {
  // Infinity and NaN are no degrees.
  if (Math.abs(degrees) <= max) return [];
  return [toFault(field, `the ${field} is -${max} to ${max} degrees`)];
}
