import { isTested, toLifecycle } from '../lifecycle.ts';
import type { DeviceState } from '../ports/devices.ts';
import type { Wizard } from '../ports/onboarding.ts';

/** The steps of an onboarding, in order; only what charges a vehicle has a test charge. */
export const onboardingSteps = [
  'SELECT_DEVICE_TYPE',
  'CONNECT',
  'AUTHENTICATE',
  'TEST_CHARGE',
  'DONE',
] as const;

/** One step. */
export type OnboardingStep = (typeof onboardingSteps)[number];

/** Why an onboarding goes on no more. */
export type OnboardingEnd = 'CANCELLED' | 'COMPLETED' | 'DEVICE_RETIRED' | 'EXPIRED';

/** How far an onboarding is. `current` is `null` once it has ended. */
export type OnboardingProgress = {
  readonly completed: readonly OnboardingStep[];
  readonly current: OnboardingStep | null;
  readonly ended: OnboardingEnd | null;
};

/** Derives it from the facts. `openSinceMs`: what began before that has expired, Unix ms. */
export function toProgress(
  wizard: Wizard,
  device: DeviceState | null,
  openSinceMs: number,
): OnboardingProgress {
  const steps = onboardingSteps.filter((step) => isTaken(step, device));
  const undone = steps.findIndex((step) => !isDone(step, device));
  const completed = undone === -1 ? steps : steps.slice(0, undone);
  const ended = toEnd(wizard, device, { isComplete: undone === -1, openSinceMs });
  return { completed, current: ended ? null : (steps[undone] ?? null), ended };
}

/** True while a device can still be registered in an onboarding. */
export function isWaiting(wizard: Wizard, openSinceMs: number): boolean {
  const { cancelledAtMs, deviceId, createdAtMs } = wizard;
  return cancelledAtMs === null && deviceId === null && createdAtMs > openSinceMs;
}

function isTaken(step: OnboardingStep, device: DeviceState | null): boolean {
  return step !== 'TEST_CHARGE' || device === null || isTested(device.device);
}

/** A step that a later fact proves is done, whatever happened to its own since. */
function isDone(step: OnboardingStep, state: DeviceState | null): boolean {
  if (!state) return false;
  if (toLifecycle(state) === 'LIVE') return true;
  const { device, link } = state;
  switch (step) {
    case 'SELECT_DEVICE_TYPE':
      return true;
    case 'CONNECT':
      return device.hasSecret || link.live;
    case 'AUTHENTICATE':
      return device.firstConnectedAtMs !== null;
    case 'TEST_CHARGE':
      return device.testPassedAtMs !== null;
    case 'DONE':
      return false;
  }
}

function toEnd(
  wizard: Wizard,
  device: DeviceState | null,
  facts: { isComplete: boolean; openSinceMs: number },
): OnboardingEnd | null {
  if (wizard.cancelledAtMs !== null) return 'CANCELLED';
  if (device && device.device.retiredAtMs !== null) return 'DEVICE_RETIRED';
  if (facts.isComplete) return 'COMPLETED';
  return wizard.createdAtMs > facts.openSinceMs ? null : 'EXPIRED';
}
