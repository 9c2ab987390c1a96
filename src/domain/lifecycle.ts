import type { Wishes } from './commands/spec.ts';
import type { Device } from './device.ts';

/** The life of a device as the API names it (kraken-api.md 1.2), derived from facts only. */
export type DeviceLifecycle =
  | 'ONBOARDING'
  | 'ONBOARDING_TEST_IN_PROGRESS'
  | 'FAILED_ONBOARDING_TEST'
  | 'PENDING_LIVE'
  | 'LIVE'
  | 'RETIRED';

/** The facts that the life follows from. */
export type LifecycleFacts = { readonly device: Device; readonly wishes: Wishes };

/**
 * Derives the lifecycle (kraken-api.md 4, "When a device is LIVE"): one that the gateway's own
 * mutation registered is live from its first connection; an onboarded charger or vehicle from the
 * first test charge that proved control; other onboarded devices from their first connection.
 */
export function toLifecycle({ device, wishes }: LifecycleFacts): DeviceLifecycle {
  if (device.retiredAtMs !== null) return 'RETIRED';
  const isOnboarded = device.registeredBy === 'onboarding';
  if (device.firstConnectedAtMs === null) {
    return isOnboarded && !device.hasSecret ? 'ONBOARDING' : 'PENDING_LIVE';
  }
  if (!isOnboarded || !isTested(device) || device.testPassedAtMs !== null) return 'LIVE';
  if (wishes.test) return 'ONBOARDING_TEST_IN_PROGRESS';
  return device.testFailure ? 'FAILED_ONBOARDING_TEST' : 'PENDING_LIVE';
}

/** Only what charges a vehicle has a test charge. */
export function isTested(device: Device): boolean {
  return device.class === 'charger' || device.class === 'vehicle';
}
