import { type Caller, mayDo } from './caller.ts';
import { GatewayError } from './errors.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { DeviceTarget } from './submission.ts';

/**
 * The device that a command is meant for. An unknown device and one of another account get the
 * same answer (kraken-api.md 4, "Codes").
 * @throws GatewayError `not_permitted`, `device_not_found`.
 */
export async function findTarget(
  devices: Devices,
  caller: Caller,
  target: DeviceTarget,
): Promise<DeviceState> {
  if (target.by === 'id') return await findById(devices, caller, target.id);
  const { accountNumber } = target;
  if (!mayDo(caller, 'command', accountNumber)) throw notPermitted(accountNumber);
  const state =
    target.by === 'identity'
      ? await devices.findByIdentity(target.identity)
      : await findNewest(devices, target);
  if (!state || state.device.accountNumber !== accountNumber) throw notFound();
  return state;
}

/** "The" device of an account: the newest of the class that is not retired, else a retired one. */
async function findNewest(
  devices: Devices,
  target: Extract<DeviceTarget, { by: 'newest' }>,
): Promise<DeviceState | null> {
  const all = await devices.listByAccount(target.accountNumber);
  const meant = all.filter((state) => target.classes.includes(state.device.class));
  return meant.find((state) => state.device.retiredAtMs === null) ?? null;
}

async function findById(devices: Devices, caller: Caller, id: string): Promise<DeviceState> {
  const state = await devices.find(id);
  if (!state || !mayDo(caller, 'read', state.device.accountNumber)) throw notFound();
  if (!mayDo(caller, 'command', state.device.accountNumber)) {
    throw notPermitted(state.device.accountNumber);
  }
  return state;
}

function notPermitted(accountNumber: string): GatewayError {
  return new GatewayError('not_permitted', 'this credential may not command the account', {
    accountNumber,
  });
}

function notFound(): GatewayError {
  return new GatewayError('device_not_found', 'no such device in this account');
}
