import { type Caller, mayDo } from './caller.ts';
import type { AccountNumber, DeviceClass, DeviceId, DeviceIdentity } from './device.ts';
import { GatewayError } from './errors.ts';
import { parseIdentity } from './identity.ts';
import type { Clock } from './ports/clock.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import {
  assertNone,
  enrolledFault,
  toBindingFaults,
  toFault,
  toIdentityFaults,
  toPasswordFaults,
} from './registration-faults.ts';

/** Binds a device with an identity to an account and gives it a secret (design section 11). */
export type Registration = {
  readonly caller: Caller;
  readonly accountNumber: string;
  /** `null` = the caller did not say which. */
  readonly propertyId: number | null;
  readonly class: DeviceClass;
  readonly identity: string;
};

/** Begins to onboard a device; `identity` is what it already calls itself, if that is known. */
export type Onboarding = Omit<Registration, 'identity'> & {
  readonly identity: string | null;
  readonly provider: string;
};

/** A third-party heat pump; `secret` is what it signs in with, if the caller chose it. */
export type UnitRegistration = Omit<Onboarding, 'class' | 'identity'> & {
  readonly identity: string;
  readonly secret: string | null;
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
  /** One that the account has already is answered as it is; a secret given replaces its own. */
  registerUnit(registration: UnitRegistration): Promise<DeviceState>;
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
      if (caller.role !== 'service' && caller.role !== 'installer') throw notPermitted();
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
    registerUnit: (registration) => registerUnit(deps, registration),
    setChargerSignIn: (signIn) => setChargerSignIn(deps, signIn),
  };
}

async function store(
  deps: RegisterDeviceDeps,
  wanted: Onboarding & { registeredBy: 'gateway' | 'onboarding'; secretHash: string | null },
): Promise<DeviceId> {
  assertNone(toBindingFaults(wanted));
  const id = deps.ids.next() as DeviceId;
  const device = {
    id,
    accountNumber: wanted.accountNumber as AccountNumber,
    propertyId: wanted.propertyId,
    class: wanted.class,
    identity: wanted.identity === null ? null : parseIdentity(wanted.class, wanted.identity),
    provider: wanted.provider,
    registeredBy: wanted.registeredBy,
    createdAtMs: deps.clock.nowMs(),
    secretHash: wanted.secretHash,
  };
  const answer = await deps.devices.register(device, { isTrusted: isTrusted(wanted.caller) });
  if (answer === 'registered') return id;
  if (answer === 'enrolled') assertNone([enrolledFault]);
  throw new GatewayError('already_registered', `the identity ${wanted.identity} is registered`);
}

async function registerUnit(
  deps: RegisterDeviceDeps,
  registration: UnitRegistration,
): Promise<DeviceState> {
  const { secret, caller, accountNumber } = registration;
  const wanted = { ...registration, class: 'heat_pump_unit' as const };
  assertMayProvision(caller, accountNumber);
  assertNone([...toBindingFaults(wanted), ...(secret === null ? [] : toPasswordFaults(secret))]);
  // Checked above: the identity is an EUID.
  const identity = parseIdentity('heat_pump_unit', registration.identity) as DeviceIdentity;
  const secretHash = secret === null ? null : deps.hashSecret(secret);
  const id = await store(deps, { ...wanted, registeredBy: 'onboarding', secretHash }).catch(
    // Asked again, or by two calls at once: the account has it already.
    async (error: unknown) => {
      const known = isTaken(error) ? await findUnit(deps.devices, identity, accountNumber) : null;
      if (known === null) throw error;
      if (secretHash !== null) {
        await deps.devices.setCredentials(known, identity, { secretHash, isTrusted: false });
      }
      return known;
    },
  );
  const state = await deps.devices.find(id);
  if (state) return state;
  throw new GatewayError('unavailable', 'the device was registered, and could not be read');
}

function isTaken(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'already_registered';
}

/** The heat pump of that identity, if it is this account's and in service. */
async function findUnit(
  devices: Devices,
  identity: DeviceIdentity,
  accountNumber: string,
): Promise<DeviceId | null> {
  const { device } = (await devices.findByIdentity(identity)) ?? {};
  const isOurs =
    device?.accountNumber === accountNumber &&
    device.class === 'heat_pump_unit' &&
    device.retiredAtMs === null;
  return isOurs ? device.id : null;
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
  const answer = await deps.devices.setCredentials(charger.device.id, identity, {
    ...{ secretHash, isTrusted: isTrusted(signIn.caller) },
  });
  if (answer === 'enrolled') assertNone([enrolledFault]);
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

/** Whoever enrols controllers may register one without its proof. */
function isTrusted({ role }: Caller): boolean {
  return role === 'service';
}

function assertMayProvision(caller: Caller, accountNumber: string): void {
  if (!mayDo(caller, 'provision', accountNumber)) throw notPermitted();
}

function notPermitted(): GatewayError {
  return new GatewayError('not_permitted', 'the credential may not provision this account');
}
