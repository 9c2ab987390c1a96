import type { Caller } from './caller.ts';
import type { DeviceClass } from './device.ts';
import { GatewayError } from './errors.ts';
import { parseIdentity } from './identity.ts';
import { assertMayProvision } from './may-provision.ts';
import type { Clock } from './ports/clock.ts';
import type { Connections } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import { hasAdapter, mayReauthenticate } from './providers.ts';
import { notReached, toFault, toPasswordFaults } from './registration-faults.ts';

/** Which device of an account is meant, and what it signs in with from now on. */
export type Reauthentication = {
  readonly caller: Caller;
  readonly accountNumber: string;
  readonly classes: readonly DeviceClass[];
  /** What the device calls itself; `null` = the account has one of these classes only. */
  readonly identity: string | null;
  readonly secret: string | null;
};

/** The use cases that change what a device signs in with; both cut its link. */
export type DeviceCredentials = {
  /**
   * @throws GatewayError `not_permitted`, `device_not_found`, `ambiguous_device` when several could
   * be meant, `no_adapter`, `unusable_secret`.
   */
  reauthenticate(call: Reauthentication): Promise<DeviceState>;
  /**
   * Takes them from the account's newest charge point or vehicle.
   * @throws GatewayError `not_permitted`, `device_not_found`, `no_credentials`.
   */
  drop(caller: Caller, accountNumber: string): Promise<DeviceState>;
};

/** What the use cases need. */
export type CredentialPorts = {
  readonly devices: Devices;
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
  readonly hashSecret: (secret: string) => string;
};

/** Makes the use cases. */
export function makeDeviceCredentials(ports: CredentialPorts): DeviceCredentials {
  const { devices, connections, clock } = ports;
  return {
    async reauthenticate(call) {
      assertMayProvision(call.caller, call.accountNumber);
      const state = await pickOne(devices, call);
      await replace(ports, state, call.secret);
      connections.get(state.device.id)?.close('it was given other credentials');
      return (await devices.find(state.device.id)) ?? state;
    },
    async drop(caller, accountNumber) {
      assertMayProvision(caller, accountNumber);
      const [state] = await listInService(devices, accountNumber, ['charger', 'vehicle']);
      if (!state) throw new GatewayError('device_not_found', 'there is no charge point or vehicle');
      const { id } = state.device;
      if (!(await devices.dropCredentials(id, clock.nowMs()))) {
        const reason = { code: 'no_credentials', detail: 'the device has no credentials' };
        throw new GatewayError('no_credentials', reason.detail, { reason, deviceId: id });
      }
      connections.get(id)?.close('its credentials were deleted');
      return (await devices.find(id)) ?? state;
    },
  };
}

/** The devices of an account that are not retired, newest first, of the classes named. */
export async function listInService(
  devices: Pick<Devices, 'listByAccount'>,
  accountNumber: string,
  classes: readonly DeviceClass[],
): Promise<readonly DeviceState[]> {
  const all = await devices.listByAccount(accountNumber);
  return all.filter(({ device }) => device.retiredAtMs === null && classes.includes(device.class));
}

async function pickOne(devices: Devices, call: Reauthentication): Promise<DeviceState> {
  const { accountNumber, classes, identity } = call;
  const all = await listInService(devices, accountNumber, classes);
  const [found, another] = all.filter(
    ({ device }) => identity === null || device.identity === parseIdentity(device.class, identity),
  );
  if (!found) throw new GatewayError('device_not_found', 'the account has no such device');
  if (!another) return found;
  throw new GatewayError('ambiguous_device', 'the account has several of them', { accountNumber });
}

async function replace(
  { devices, hashSecret }: CredentialPorts,
  { device }: DeviceState,
  secret: string | null,
): Promise<void> {
  const { id, identity, class: deviceClass, provider } = device;
  if (!hasAdapter(deviceClass, provider)) {
    throw notReached(`a ${deviceClass.replaceAll('_', ' ')} of ${provider}`);
  }
  if (identity === null || !mayReauthenticate(device)) {
    const what = identity === null ? 'it has no name to sign in with' : 'it shows a certificate';
    const reason = { code: 'unusable_secret', detail: `no secret is of use: ${what}` };
    throw new GatewayError('unusable_secret', reason.detail, { reason, deviceId: id });
  }
  assertUsable(secret);
  const given = { secretHash: hashSecret(secret), isTrusted: true, cutsLink: true };
  // Its own identity is neither another's nor an enrolled controller's.
  await devices.setCredentials(id, identity, given);
}

/** @throws GatewayError `unusable_secret` with what is allowed, for one that no device may have. */
export function assertUsable(secret: string | null): asserts secret is string {
  const faults =
    secret === null ? [toFault('password', 'a secret is required')] : toPasswordFaults(secret);
  if (faults.length > 0) throw new GatewayError('unusable_secret', 'not a secret', { faults });
}
