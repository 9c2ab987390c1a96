import type { Caller } from './caller.ts';
import type { DeviceIdentity } from './device.ts';
import { listInService } from './device-credentials.ts';
import { GatewayError } from './errors.ts';
import { assertMayProvision } from './may-provision.ts';
import type { Connections } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import {
  assertNone,
  enrolledFault,
  toFault,
  toIdentityFaults,
  toPasswordFaults,
} from './registration-faults.ts';

/** What a charger of an account, or a vehicle, will sign in with. */
export type ChargerSignIn = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly identity: string;
  readonly password: string;
};

/** What the use case needs. */
export type SignInPorts = {
  readonly devices: Devices;
  readonly connections: Pick<Connections, 'get'>;
  readonly hashSecret: (secret: string) => string;
};

/**
 * Gives them to the charger of that identity, else to the newest without credentials, else to the
 * newest (design section 11). A link that was opened with former ones is cut.
 * @throws GatewayError `not_permitted`, `invalid_parameters`, `device_not_found`.
 */
export async function setChargerSignIn(
  ports: SignInPorts,
  signIn: ChargerSignIn,
): Promise<DeviceState> {
  const { devices, connections, hashSecret } = ports;
  assertMayProvision(signIn.caller, signIn.accountNumber);
  assertNone([
    ...toIdentityFaults('charger', signIn.identity),
    ...toPasswordFaults(signIn.password),
  ]);
  // Checked above; an OCPP identity is stored as it is written.
  const identity = signIn.identity as DeviceIdentity;
  const charger = await pickCharger(devices, signIn.accountNumber, identity);
  const { id } = charger.device;
  const answer = await devices.setCredentials(id, identity, {
    secretHash: hashSecret(signIn.password),
    isTrusted: signIn.caller.role === 'service',
    cutsLink: true,
  });
  if (answer === 'enrolled') assertNone([enrolledFault]);
  if (answer === 'taken') {
    assertNone([toFault('identity', 'the identity belongs to another device')]);
  }
  connections.get(id)?.close('it was given other credentials');
  return (await devices.find(id)) ?? charger;
}

async function pickCharger(
  devices: Devices,
  accountNumber: string,
  identity: DeviceIdentity,
): Promise<DeviceState> {
  const chargers = await listInService(devices, accountNumber, ['charger', 'vehicle']);
  const charger =
    chargers.find(({ device }) => device.identity === identity) ??
    chargers.find(({ device }) => !device.hasSecret) ??
    chargers[0];
  if (charger) return charger;
  throw new GatewayError('device_not_found', 'the account has no charger');
}
