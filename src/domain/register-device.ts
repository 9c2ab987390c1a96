import { type Caller, mayDo } from './caller.ts';
import type { InputFault } from './commands/spec.ts';
import {
  type AccountNumber,
  type DeviceClass,
  type DeviceId,
  type DeviceIdentity,
  protocolOfClass,
} from './device.ts';
import { GatewayError } from './errors.ts';
import type { Clock } from './ports/clock.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';

/** Binds a device with an identity to an account and gives it a secret (design section 11). */
export type Registration = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly propertyId: number;
  readonly class: DeviceClass;
  readonly identity: string;
};

/** Begins to onboard a device; `identity` is what it already calls itself, if that is known. */
export type Onboarding = Omit<Registration, 'identity'> & {
  readonly identity: string | null;
  readonly provider: string;
};

/** What a charger of an account will sign in with. */
export type ChargerSignIn = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly identity: string;
  readonly password: string;
};

/** The use cases that make devices known. */
export type RegisterDevice = {
  /** The secret is in this answer and nowhere else. Roles service and installer. */
  register(registration: Registration): Promise<{ deviceId: DeviceId; secret: string }>;
  onboard(onboarding: Onboarding): Promise<DeviceId>;
  /** The charger of that identity, else the newest without credentials, else the newest. */
  setChargerSignIn(signIn: ChargerSignIn): Promise<DeviceState>;
};

/** What the use cases need. `hashSecret` and `makeSecret` belong to the credentials' store. */
export type RegisterDeviceDeps = {
  readonly devices: Devices;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hashSecret: (secret: string) => string;
  readonly makeSecret: () => string;
};

const ocppIdentityForm = /^[A-Za-z0-9._:-]{1,48}$/;
const euidForm = /^[0-9a-f]{16}$/;
const accountForm = /^[\w.:/-]{1,64}$/;
const passwordLength = { min: 16, max: 128 };

/** The API's provider word of each class that is registered directly. */
const providerOfClass: Readonly<Record<DeviceClass, string>> = {
  charger: 'OCPP_WALLBOX',
  vehicle: 'OCPP',
  battery: 'OCTOPUS_ENERGY',
  heat_pump_unit: 'OCTOPUS_ENERGY',
  heat_pump_controller: 'OCTOPUS_ENERGY',
};

/**
 * Makes the use cases. All throw GatewayError `not_permitted`, `invalid_parameters`,
 * `already_registered`, `device_not_found`, or `unavailable`.
 */
export function makeRegisterDevice(deps: RegisterDeviceDeps): RegisterDevice {
  return {
    async register(registration) {
      const { caller, accountNumber } = registration;
      const isTrusted = caller.role === 'service' || caller.role === 'installer';
      if (!isTrusted) throw notPermitted();
      assertMayProvision(caller, accountNumber);
      const secret = deps.makeSecret();
      const deviceId = await store(deps, {
        ...registration,
        provider: providerOfClass[registration.class],
        registeredBy: 'gateway',
        secretHash: deps.hashSecret(secret),
      });
      return { deviceId, secret };
    },
    async onboard(onboarding) {
      assertMayProvision(onboarding.caller, onboarding.accountNumber);
      return store(deps, { ...onboarding, registeredBy: 'onboarding', secretHash: null });
    },
    setChargerSignIn: (signIn) => setChargerSignIn(deps, signIn),
  };
}

/** An EUID in any case, with or without colons or dashes, as 16 lower-case hex; else `null`. */
export function parseEuid(text: string): DeviceIdentity | null {
  const euid = text.trim().replaceAll(/[:-]/g, '').toLowerCase();
  return euidForm.test(euid) ? (euid as DeviceIdentity) : null;
}

/** What a device of a class calls itself on the wire; `null` when that cannot be its name. */
export function parseIdentity(deviceClass: DeviceClass, text: string): DeviceIdentity | null {
  if (protocolOfClass[deviceClass] === 'mqtt') return parseEuid(text);
  return ocppIdentityForm.test(text) ? (text as DeviceIdentity) : null;
}

async function store(
  deps: RegisterDeviceDeps,
  wanted: Onboarding & { registeredBy: 'gateway' | 'onboarding'; secretHash: string | null },
): Promise<DeviceId> {
  assertNone(toFaults(wanted));
  const id = deps.ids.next() as DeviceId;
  const answer = await deps.devices.register({
    id,
    accountNumber: wanted.accountNumber as AccountNumber,
    propertyId: wanted.propertyId,
    class: wanted.class,
    identity: wanted.identity === null ? null : parseIdentity(wanted.class, wanted.identity),
    provider: wanted.provider,
    registeredBy: wanted.registeredBy,
    createdAtMs: deps.clock.nowMs(),
    secretHash: wanted.secretHash,
  });
  if (answer === 'registered') return id;
  throw new GatewayError('already_registered', `the identity ${wanted.identity} is registered`);
}

async function setChargerSignIn(
  deps: RegisterDeviceDeps,
  signIn: ChargerSignIn,
): Promise<DeviceState> {
  assertMayProvision(signIn.caller, signIn.accountNumber);
  assertNone([
    ...toIdentityFaults('charger', signIn.identity),
    ...toPasswordFaults(signIn.password),
  ]);
  // Checked above; an OCPP identity is stored as it is written.
  const identity = signIn.identity as DeviceIdentity;
  const charger = await pickCharger(deps.devices, signIn.accountNumber, identity);
  const secretHash = deps.hashSecret(signIn.password);
  const answer = await deps.devices.setCredentials(charger.device.id, identity, secretHash);
  if (answer === 'taken') {
    assertNone([toFault('identity', 'the identity belongs to another device')]);
  }
  return (await deps.devices.find(charger.device.id)) ?? charger;
}

async function pickCharger(
  devices: Devices,
  accountNumber: string,
  identity: DeviceIdentity,
): Promise<DeviceState> {
  const all = await devices.listByAccount(accountNumber);
  const chargers = all.filter(
    ({ device }) => device.class === 'charger' && device.retiredAtMs === null,
  );
  const charger =
    chargers.find(({ device }) => device.identity === identity) ??
    chargers.find(({ device }) => !device.hasSecret) ??
    chargers[0];
  if (charger) return charger;
  throw new GatewayError('device_not_found', 'the account has no charger');
}

function assertMayProvision(caller: Caller, accountNumber: string): void {
  if (!mayDo(caller, 'provision', accountNumber)) throw notPermitted();
}

/** Everything that is wrong with a registration, so that it is corrected in one go. */
function toFaults({
  accountNumber,
  propertyId,
  identity,
  class: deviceClass,
}: Onboarding): readonly InputFault[] {
  const faults: InputFault[] = [];
  if (!accountForm.test(accountNumber)) {
    const message = 'an account number has 1 to 64 letters, digits and . : / _ -';
    faults.push(toFault('accountNumber', message));
  }
  if (!Number.isSafeInteger(propertyId) || propertyId < 0) {
    faults.push(toFault('propertyId', 'a property id is a whole number from 0'));
  }
  return identity === null ? faults : [...faults, ...toIdentityFaults(deviceClass, identity)];
}

function toIdentityFaults(deviceClass: DeviceClass, text: string): readonly InputFault[] {
  if (parseIdentity(deviceClass, text) !== null) return [];
  const form =
    protocolOfClass[deviceClass] === 'mqtt'
      ? 'an EUID of 16 hex digits, with or without colons'
      : '1 to 48 letters, digits, dots, underscores, colons or dashes';
  return [toFault('identity', `the identity of a ${deviceClass} is ${form}`)];
}

function toPasswordFaults({ length }: string): readonly InputFault[] {
  const { min, max } = passwordLength;
  if (length >= min && length <= max) return [];
  return [toFault('password', `a password has ${min} to ${max} characters`)];
}

function toFault(field: string, message: string): InputFault {
  return { code: 'invalid_parameters', path: [field], message };
}

function assertNone(faults: readonly InputFault[]): void {
  if (faults.length === 0) return;
  const message = faults.map((fault) => fault.message).join('; ');
  throw new GatewayError('invalid_parameters', message, { faults });
}

function notPermitted(): GatewayError {
  return new GatewayError('not_permitted', 'the credential may not provision this account');
}
