import { bindDevice } from './bind-device.ts';
import type { Caller } from './caller.ts';
import type { Variants } from './catalogue/catalogue.ts';
import { type ChargerSignIn, setChargerSignIn } from './charger-sign-in.ts';
import type { DeviceClass, DeviceId, DeviceIdentity } from './device.ts';
import { assertUsable } from './device-credentials.ts';
import { GatewayError } from './errors.ts';
import { parseIdentity } from './identity.ts';
import { assertMayProvision, notPermitted } from './may-provision.ts';
import type { Clock } from './ports/clock.ts';
import type { Connections } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import type { Wizards } from './ports/onboarding.ts';
import { hasAdapter } from './providers.ts';
import {
  assertNone,
  notReached,
  toBindingFaults,
  toFault,
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

/** Begins to onboard a device. */
export type Onboarding = Omit<Registration, 'identity'> & {
  /** What it already calls itself; `null` = that is not known. */
  readonly identity: string | null;
  readonly provider: string;
  /** What it signs in with, if the caller chose it; it needs a name then. */
  readonly secret: string | null;
  /** Entries of the catalogue; `unknown` = some are named that it does not have. */
  readonly variants: Variants | 'unknown' | null;
};

/** A third-party heat pump; `secret` is what it signs in with, if the caller chose it. */
export type UnitRegistration = Omit<Onboarding, 'class' | 'identity' | 'variants'> & {
  readonly identity: string;
};

/** The use cases that make devices known. */
export type RegisterDevice = {
  /** The secret is in this answer and nowhere else. Roles service and installer. */
  register(registration: Registration): Promise<{ deviceId: DeviceId; secret: string }>;
  /**
   * @throws GatewayError also `no_adapter`, `not_in_catalogue`, `unusable_secret`, and
   * `registration_open` while another registration of the class is not finished.
   */
  onboard(onboarding: Onboarding): Promise<DeviceState>;
  /**
   * One that the account has already is answered as it is; a secret given replaces its own.
   * @throws GatewayError also `no_adapter`, `registration_open`.
   */
  registerUnit(registration: UnitRegistration): Promise<DeviceState>;
  /** The charger of that identity, else the newest without credentials, else the newest. */
  setChargerSignIn(signIn: ChargerSignIn): Promise<DeviceState>;
};

/** What the use cases need. `hashSecret` and `makeSecret` belong to the credentials' store. */
export type RegisterDeviceDeps = {
  readonly devices: Devices;
  readonly wizards: Pick<Wizards, 'list'>;
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: { readonly registrationOpenMinutes: number; readonly onboardingDays: number };
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
      const deviceId = await bindDevice(deps, {
        ...registration,
        provider: providerOfClass[registration.class],
        registeredBy: 'gateway',
        secretHash: deps.hashSecret(secret),
        variants: null,
      });
      return { deviceId, secret };
    },
    onboard: (onboarding) => onboard(deps, onboarding),
    registerUnit: (registration) => registerUnit(deps, registration),
    setChargerSignIn: (signIn) => setChargerSignIn(deps, signIn),
  };
}

async function onboard(deps: RegisterDeviceDeps, onboarding: Onboarding): Promise<DeviceState> {
  const { secret, identity, ...facts } = onboarding;
  assertMayProvision(facts.caller, facts.accountNumber);
  assertReached(facts.class, facts.provider);
  const variants = readVariants(onboarding);
  if (secret !== null) {
    if (identity === null) {
      const message = 'a device that signs in with a secret of its own needs a name for that';
      assertNone([...toBindingFaults({ ...facts, identity }), toFault('identity', message)]);
    }
    assertUsable(secret);
  }
  const secretHash = secret === null ? null : deps.hashSecret(secret);
  const id = await bindDevice(deps, {
    ...{ ...facts, identity, variants, secretHash, registeredBy: 'onboarding' },
  });
  return await readBound(deps.devices, id);
}

function assertReached(deviceClass: DeviceClass, provider: string): void {
  if (hasAdapter(deviceClass, provider)) return;
  throw notReached(`a ${deviceClass.replaceAll('_', ' ')} of ${provider}`);
}

/** Only what charges vehicles is described by the catalogue. */
function readVariants({ class: deviceClass, variants }: Onboarding): Variants | null {
  if (variants === null) return null;
  const isCharged = deviceClass === 'charger' || deviceClass === 'vehicle';
  if (variants !== 'unknown' && isCharged) return variants;
  throw new GatewayError('not_in_catalogue', 'the catalogue has no such vehicle or charge point');
}

async function registerUnit(
  deps: RegisterDeviceDeps,
  registration: UnitRegistration,
): Promise<DeviceState> {
  const { secret, ...facts } = registration;
  const wanted = { ...facts, class: 'heat_pump_unit' as const };
  assertMayProvision(wanted.caller, wanted.accountNumber);
  assertReached(wanted.class, wanted.provider);
  assertNone([...toBindingFaults(wanted), ...(secret === null ? [] : toPasswordFaults(secret))]);
  // Checked above: the identity is an EUID.
  const identity = parseIdentity('heat_pump_unit', wanted.identity) as DeviceIdentity;
  const secretHash = secret === null ? null : deps.hashSecret(secret);
  const binding = { ...wanted, registeredBy: 'onboarding' as const, secretHash, variants: null };
  const id = await bindDevice(deps, binding).catch(
    // Asked again, or by two calls at once: the account has it already.
    async (error: unknown) => {
      const known = isTaken(error) ? await findUnit(deps.devices, identity, wanted) : null;
      if (known === null) throw error;
      if (secretHash !== null) {
        await deps.devices.setCredentials(known, identity, { secretHash, isTrusted: false });
      }
      return known;
    },
  );
  return await readBound(deps.devices, id);
}

async function readBound(devices: Devices, id: DeviceId): Promise<DeviceState> {
  const state = await devices.find(id);
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
  { accountNumber }: { accountNumber: string },
): Promise<DeviceId | null> {
  const { device } = (await devices.findByIdentity(identity)) ?? {};
  const isOurs =
    device?.accountNumber === accountNumber &&
    device.class === 'heat_pump_unit' &&
    device.retiredAtMs === null;
  return isOurs ? device.id : null;
}
