import { type Caller, mayDo, type Right } from './caller.ts';
import { GatewayError } from './errors.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { DeviceTarget } from './submission.ts';

/** Who wants to do what with which device. */
export type Aim = {
  readonly caller: Caller;
  readonly target: DeviceTarget;
  readonly right: Right;
};

/**
 * The device that a command is meant for. An unknown device, a retired one that is asked for by its
 * identity, and one of another account get the same answer (kraken-api.md 4, "Codes").
 * @throws GatewayError `not_permitted`, `device_not_found`.
 */
export async function findTarget(devices: Devices, aim: Aim): Promise<DeviceState> {
  const { caller, target, right } = aim;
  switch (target.by) {
    case 'id':
      return ofReader(await devices.find(target.id), aim);
    case 'identity': {
      const { accountNumber, identity } = target;
      if (accountNumber !== null) assertMayDo(caller, right, accountNumber);
      const state = toInService(await devices.findByIdentity(identity));
      return accountNumber === null ? ofReader(state, aim) : ofAccount(state, accountNumber);
    }
    case 'newest':
      assertMayDo(caller, right, target.accountNumber);
      return ofAccount(await findNewest(devices, target), target.accountNumber);
  }
}

/** "The" device of an account: the newest of the class (better: preferred) that is not retired. */
async function findNewest(
  devices: Devices,
  target: Extract<DeviceTarget, { by: 'newest' }>,
): Promise<DeviceState | null> {
  const all = await devices.listByAccount(target.accountNumber);
  const meant = all.filter((state) => target.classes.includes(state.device.class));
  const inService = meant.filter((state) => state.device.retiredAtMs === null);
  const better = inService.find((state) => target.preferred?.includes(state.device.class));
  return better ?? inService[0] ?? (target.orRetired ? meant[0] : null) ?? null;
}

/** An identity outlives the registration that it was retired with. */
function toInService(state: DeviceState | null): DeviceState | null {
  return state?.device.retiredAtMs === null ? state : null;
}

function ofAccount(state: DeviceState | null, accountNumber: string): DeviceState {
  if (state?.device.accountNumber === accountNumber) return state;
  throw notFound();
}

/** Whoever may not read an account is not told what is in it. */
function ofReader(state: DeviceState | null, { caller, right }: Aim): DeviceState {
  if (!state || !mayDo(caller, 'read', state.device.accountNumber)) throw notFound();
  assertMayDo(caller, right, state.device.accountNumber);
  return state;
}

function assertMayDo(caller: Caller, right: Right, accountNumber: string): void {
  if (mayDo(caller, right, accountNumber)) return;
  throw new GatewayError('not_permitted', 'this credential may not do that with the account', {
    accountNumber,
  });
}

function notFound(): GatewayError {
  return new GatewayError('device_not_found', 'no such device in this account');
}
