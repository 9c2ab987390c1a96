import { type Caller, mayDo } from '../caller.ts';
import type { AccountNumber } from '../device.ts';
import { dismiss } from '../dismiss.ts';
import { GatewayError } from '../errors.ts';
import { toLifecycle } from '../lifecycle.ts';
import { assertMayProvision } from '../may-provision.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connections } from '../ports/connections.ts';
import type { DeviceState, Devices } from '../ports/devices.ts';
import type { Ids } from '../ports/ids.ts';
import type { Wizard, Wizards } from '../ports/onboarding.ts';
import { assertNone, toBindingFaults, toFault } from '../registration-faults.ts';
import { type OnboardingProgress, toProgress } from './progress.ts';

/** An onboarding with what it shows. */
export type WizardView = {
  readonly wizard: Wizard;
  /** As it is now; `null` = none was registered yet. */
  readonly device: DeviceState | null;
  readonly progress: OnboardingProgress;
};

/** The use cases of onboarding step by step. */
export type Onboardings = {
  /**
   * @throws GatewayError `not_permitted`; `invalid_parameters`, also when too many of the account
   * wait for a device.
   */
  start(call: { caller: Caller; accountNumber: string; propertyId: number }): Promise<WizardView>;
  /**
   * Ends one, and retires its device unless that is live.
   * @throws GatewayError `not_permitted`; `wizard_not_found` for an unknown or ended one, or one of
   * an account that the caller does not hold; `wizard_changed` when somebody else was quicker.
   */
  cancel(caller: Caller, wizardId: string): Promise<WizardView>;
  /** Newest first. Whoever asks may read the account. */
  list(accountNumber: string): Promise<readonly WizardView[]>;
  /** The one that a device was registered in. */
  ofDevice(device: DeviceState): Promise<WizardView | null>;
};

/** What the use cases need. */
export type OnboardingPorts = {
  readonly wizards: Wizards;
  readonly devices: Devices;
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: { readonly openOnboardings: number; readonly onboardingDays: number };
};

const dayMs = 86_400_000;

/** What began before this has expired, Unix ms. */
export function onboardingsOpenSince(
  clock: Clock,
  { onboardingDays }: { readonly onboardingDays: number },
): number {
  return clock.nowMs() - clock.windowMs(onboardingDays * dayMs);
}

/** Makes the use cases. */
export function makeOnboardings(ports: OnboardingPorts): Onboardings {
  const { wizards, devices } = ports;
  const toView = (wizard: Wizard, device: DeviceState | null): WizardView => {
    const openSinceMs = onboardingsOpenSince(ports.clock, ports.limits);
    return { wizard, device, progress: toProgress(wizard, device, openSinceMs) };
  };
  const view = async (wizard: Wizard) =>
    toView(wizard, wizard.deviceId && (await devices.find(wizard.deviceId)));
  return {
    start: async (call) => toView(await start(ports, call), null),
    async cancel(caller, wizardId) {
      const wizard = await wizards.find(wizardId);
      assertMayCancel(caller, wizard);
      await cancel(ports, await view(wizard));
      return await view((await wizards.find(wizardId)) ?? wizard);
    },
    async list(accountNumber) {
      return await Promise.all((await wizards.list(accountNumber)).map(view));
    },
    async ofDevice(device) {
      const { wizardId } = device.device;
      const wizard = wizardId ? await wizards.find(wizardId) : null;
      return wizard && toView(wizard, device);
    },
  };
}

async function start(
  { wizards, clock, ids, limits }: OnboardingPorts,
  call: { caller: Caller; accountNumber: string; propertyId: number },
): Promise<Wizard> {
  const { accountNumber, propertyId } = call;
  assertMayProvision(call.caller, accountNumber);
  assertNone(toBindingFaults({ accountNumber, propertyId, class: 'charger', identity: null }));
  const facts = {
    ...{ id: ids.next(), accountNumber: accountNumber as AccountNumber, propertyId },
    createdAtMs: clock.nowMs(),
  };
  const openSinceMs = onboardingsOpenSince(clock, limits);
  const answer = await wizards.start(facts, { openMax: limits.openOnboardings, openSinceMs });
  if (answer === 'full') {
    const message = `the account has ${limits.openOnboardings} onboardings that wait for a device`;
    assertNone([toFault('accountNumber', `${message}: cancel one first`)]);
  }
  return { ...facts, cancelledAtMs: null, deviceId: null, version: 1 };
}

async function cancel(
  { wizards, clock, connections }: OnboardingPorts,
  { wizard, device, progress }: WizardView,
): Promise<void> {
  // One that has expired can be cleared away; the others have no device to take back.
  if (progress.ended !== null && progress.ended !== 'EXPIRED') throw notFound();
  const retires = device && toLifecycle(device) !== 'LIVE' ? device.device.id : null;
  const answer = await wizards.cancel(wizard, clock.nowMs(), retires);
  if (answer === 'conflict') {
    throw new GatewayError('wizard_changed', 'somebody else changed the onboarding', {
      wizardId: wizard.id,
    });
  }
  if (retires) dismiss(connections.get(retires), 'its onboarding was cancelled');
}

/** Who may not even read the account is not told that there is such a wizard. */
function assertMayCancel(caller: Caller, wizard: Wizard | null): asserts wizard is Wizard {
  if (!wizard || !mayDo(caller, 'read', wizard.accountNumber)) throw notFound();
  assertMayProvision(caller, wizard.accountNumber);
}

function notFound(): GatewayError {
  return new GatewayError('wizard_not_found', 'there is no such onboarding that can be cancelled');
}
