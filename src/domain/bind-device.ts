import type { Caller } from './caller.ts';
import type { AccountNumber, Device, DeviceClass, DeviceId } from './device.ts';
import { GatewayError } from './errors.ts';
import { parseIdentity } from './identity.ts';
import { onboardingsOpenSince } from './onboarding/onboardings.ts';
import { isWaiting } from './onboarding/progress.ts';
import type { Clock } from './ports/clock.ts';
import type { Devices, NewDevice, RegistrationAnswer } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import type { Wizard, Wizards } from './ports/onboarding.ts';
import { assertNone, enrolledFault, toBindingFaults, toFault } from './registration-faults.ts';

/** What a device is bound with, as an edge hands it in. */
export type Binding = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly propertyId: number | null;
  readonly class: DeviceClass;
  readonly identity: string | null;
  readonly provider: string;
  readonly registeredBy: Device['registeredBy'];
  readonly secretHash: string | null;
  readonly variants: NonNullable<Device['variants']> | null;
};

/** What binding needs. */
export type BindPorts = {
  readonly devices: Devices;
  readonly wizards: Pick<Wizards, 'list'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: { readonly registrationOpenMinutes: number; readonly onboardingDays: number };
};

/** Somebody may be changing the same onboarding; nobody does for long. */
const wizardAttemptMax = 3;
const minuteMs = 60_000;

/**
 * Stores a device. One that is onboarded waits for no other of its class and account, and becomes
 * the device of the newest onboarding of its property that has none.
 * @throws GatewayError `invalid_parameters`, `already_registered`, `registration_open`,
 * `unavailable`.
 */
export async function bindDevice(ports: BindPorts, binding: Binding): Promise<DeviceId> {
  assertNone(toBindingFaults(binding));
  const id = ports.ids.next() as DeviceId;
  for (let attempt = 0; attempt < wizardAttemptMax; attempt += 1) {
    const wizard = await findWaiting(ports, binding);
    const answer = await register(ports, toNewDevice(ports, binding, { id, wizard }), {
      ...{ wizard, isTrusted: binding.caller.role === 'service' },
    });
    if (answer === 'registered') return id;
    if (answer !== 'wizard_changed') throw toError(answer, binding);
  }
  throw new GatewayError('unavailable', 'the onboarding changes all the time');
}

/** Unix ms: a registration of before that is given up. */
function registrationsOpenSince(
  clock: Clock,
  { registrationOpenMinutes }: { readonly registrationOpenMinutes: number },
): number {
  return clock.nowMs() - clock.windowMs(registrationOpenMinutes * minuteMs);
}

/** True while a device keeps others of its class and account from being onboarded. */
export function isRegistrationOpen(
  device: Device,
  clock: Clock,
  limits: { readonly registrationOpenMinutes: number },
): boolean {
  const { registeredBy, firstConnectedAtMs, retiredAtMs, createdAtMs } = device;
  const isUnfinished = firstConnectedAtMs === null && retiredAtMs === null;
  const isYoung = createdAtMs > registrationsOpenSince(clock, limits);
  return registeredBy === 'onboarding' && isUnfinished && isYoung;
}

function register(
  { devices, clock, limits }: BindPorts,
  device: NewDevice,
  terms: { isTrusted: boolean; wizard: Wizard | null },
): Promise<RegistrationAnswer> {
  if (device.registeredBy === 'gateway') return devices.register(device, terms);
  const openSinceMs = registrationsOpenSince(clock, limits);
  return devices.register(device, { ...terms, openSinceMs });
}

async function findWaiting(
  { wizards, clock, limits }: BindPorts,
  { accountNumber, propertyId, registeredBy }: Binding,
): Promise<Wizard | null> {
  if (registeredBy === 'gateway' || propertyId === null) return null;
  const openSinceMs = onboardingsOpenSince(clock, limits);
  const all = await wizards.list(accountNumber);
  const meant = all.find((one) => one.propertyId === propertyId && isWaiting(one, openSinceMs));
  return meant ?? null;
}

function toNewDevice(
  { clock }: BindPorts,
  binding: Binding,
  { id, wizard }: { id: DeviceId; wizard: Wizard | null },
): NewDevice {
  const { class: deviceClass, identity, propertyId, provider, registeredBy } = binding;
  const { secretHash, variants } = binding;
  return {
    ...{ id, propertyId, provider, registeredBy, secretHash, class: deviceClass },
    accountNumber: binding.accountNumber as AccountNumber,
    identity: identity === null ? null : parseIdentity(deviceClass, identity),
    createdAtMs: clock.nowMs(),
    ...(variants && { variants }),
    ...(wizard && { wizardId: wizard.id }),
  };
}

function toError(answer: Exclude<RegistrationAnswer, 'registered'>, binding: Binding): Error {
  if (answer === 'enrolled') assertNone([enrolledFault]);
  if (answer === 'open') {
    const message = `another ${binding.class} of the account was registered and not connected yet`;
    const reason = { code: 'registration_open', detail: message };
    return new GatewayError('registration_open', message, { reason });
  }
  const fault = toFault('identity', 'the identity belongs to a registered device');
  const reason = { code: 'already_registered', detail: fault.message };
  return new GatewayError('already_registered', fault.message, { reason, faults: [fault] });
}
