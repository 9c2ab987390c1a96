import { type Caller, mayDo } from './caller.ts';
import type { DeviceClass } from './device.ts';
import { dismiss } from './dismiss.ts';
import { GatewayError } from './errors.ts';
import { assertMayProvision } from './may-provision.ts';
import type { Clock } from './ports/clock.ts';
import type { Connections } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Log } from './ports/log.ts';

/** The use cases that take a device out of its account at once, and close its link. */
export type RetireDevice = {
  /**
   * The newest of the account, of these classes.
   * @throws GatewayError `not_permitted`, `device_not_found`, `device_retired` when there are only
   * retired ones.
   */
  newest(
    caller: Caller,
    accountNumber: string,
    classes: readonly DeviceClass[],
  ): Promise<DeviceState>;
  /** @throws GatewayError as `newest`; one of another account is not found. */
  byId(caller: Caller, deviceId: string): Promise<DeviceState>;
};

/** What the use cases need. */
export type RetirePorts = {
  readonly devices: Devices;
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Makes the use cases. */
export function makeRetireDevice(ports: RetirePorts): RetireDevice {
  const { devices } = ports;
  return {
    async newest(caller, accountNumber, classes) {
      assertMayProvision(caller, accountNumber);
      const all = await devices.listByAccount(accountNumber);
      const meant = all.filter(({ device }) => classes.includes(device.class));
      const inService = meant.find(({ device }) => device.retiredAtMs === null);
      return await retire(ports, caller, inService ?? meant[0] ?? null);
    },
    async byId(caller, deviceId) {
      const state = await devices.find(deviceId);
      // One that the caller may not read is the same as none.
      if (!state || !mayDo(caller, 'read', state.device.accountNumber)) throw notFound();
      assertMayProvision(caller, state.device.accountNumber);
      return await retire(ports, caller, state);
    },
  };
}

async function retire(
  { devices, connections, clock, log }: RetirePorts,
  caller: Caller,
  state: DeviceState | null,
): Promise<DeviceState> {
  if (!state) throw notFound();
  const { id, retiredAtMs } = state.device;
  if (retiredAtMs !== null || !(await devices.retire(id, clock.nowMs()))) {
    const reason = { code: 'device_retired', detail: 'the device is retired already' };
    throw new GatewayError('device_retired', reason.detail, { reason, deviceId: id });
  }
  // One that another node holds is closed there: the script has made its lane due.
  dismiss(connections.get(id), 'it was de-authenticated');
  log.info({ deviceId: id, who: caller.subject }, 'a device was retired');
  return (await devices.find(id)) ?? state;
}

function notFound(): GatewayError {
  return new GatewayError('device_not_found', 'no such device in this account');
}
