import { mayDo } from '../../domain/caller.ts';
import type { DeviceClass } from '../../domain/device.ts';
import { findTarget } from '../../domain/find-target.ts';
import { parseEuid } from '../../domain/identity.ts';
import type { DeviceState } from '../../domain/ports/devices.ts';
import { ApiError } from '../errors/api-error.ts';
import { inWordsOf } from '../errors/to-api-error.ts';
import type { GatewayContext } from './context.ts';
import { requireRight } from './rights.ts';

/** The devices of an account that are not retired, newest first, of the classes named. */
export async function findDevices(
  context: GatewayContext,
  accountNumber: string,
  classes: readonly DeviceClass[],
): Promise<readonly DeviceState[]> {
  await requireRight(context, 'read', accountNumber);
  const all = await context.parts.devices.listByAccount(accountNumber);
  return all.filter(({ device }) => device.retiredAtMs === null && classes.includes(device.class));
}

/**
 * The controller behind an EUID in any spelling. An unknown one and one of another account get the
 * same answer. @throws ApiError `KT-CT-1111`, `KT-CT-4301`.
 */
export async function findController(
  context: GatewayContext,
  args: { accountNumber: string; euid: string },
): Promise<DeviceState> {
  await requireRight(context, 'read', args.accountNumber);
  const euid = parseEuid(args.euid);
  const state = euid && (await context.parts.devices.findByIdentity(euid));
  const isMeant =
    state?.device.class === 'heat_pump_controller' &&
    state.device.accountNumber === args.accountNumber &&
    state.device.retiredAtMs === null;
  if (state && isMeant) return state;
  throw new ApiError('KT-CT-4301');
}

/**
 * The controller behind an EUID, where no account is named: the caller must be able to read the
 * device's own. Every other one gets the same answer. @throws ApiError `KT-CT-4301`, of sign-in.
 */
export async function findReadableController(
  context: GatewayContext,
  euidText: string,
): Promise<DeviceState> {
  const caller = await context.caller();
  const euid = parseEuid(euidText);
  const state = euid && (await context.parts.devices.findByIdentity(euid));
  const isMeant =
    state?.device.class === 'heat_pump_controller' &&
    state.device.retiredAtMs === null &&
    mayDo(caller, 'read', state.device.accountNumber);
  if (state && isMeant) return state;
  throw new ApiError('KT-CT-4301');
}

/**
 * The device behind our id, for a caller that may command it.
 * @throws ApiError `KT-CT-1111`, `KT-CT-4301`.
 */
export async function findCommandable(context: GatewayContext, id: string): Promise<DeviceState> {
  const caller = await context.caller();
  const aim = { caller, target: { by: 'id', id }, right: 'command' } as const;
  return await inWordsOf({}, () => findTarget(context.parts.devices, aim));
}

/** An EUID as the API writes it: `00:1e:5e:09:02:ba:5d:84`. */
export function toColonForm(euid: string): string {
  return euid.match(/../g)?.join(':') ?? euid;
}
