import { findTarget } from '../../../domain/find-target.ts';
import { toPlannedDispatches } from '../../../domain/planning/planned-dispatches.ts';
import type { Charge } from '../../../domain/ports/charge-history.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import { ApiError } from '../../errors/api-error.ts';
import { inWordsOf } from '../../errors/to-api-error.ts';
import type { GatewayContext } from '../context.ts';
import { findDevices } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';
import { toCompletedDispatch, toFlexDispatch, toPlannedDispatch } from '../views/dispatch.ts';

/** When the account's newest charge point or vehicle will charge. */
export const plannedDispatches: QueryResolvers['plannedDispatches'] = async (
  _root,
  { accountNumber },
  context,
) => {
  const [newest] = await findDevices(context, accountNumber, ['charger', 'vehicle']);
  if (!newest) throw new ApiError('KT-CT-4301');
  return toPlanned(context, newest).map(toPlannedDispatch);
};

/** When one device will charge. */
export const flexPlannedDispatches: QueryResolvers['flexPlannedDispatches'] = async (
  _root,
  { deviceId },
  context,
) => {
  const caller = await context.caller();
  const aim = { caller, target: { by: 'id', id: deviceId }, right: 'read' } as const;
  const state = await inWordsOf({}, () => findTarget(context.parts.devices, aim));
  return toPlanned(context, state).map(toFlexDispatch);
};

/** What the account's devices were charged with, retired ones too, newest first. */
export const completedDispatches: QueryResolvers['completedDispatches'] = async (
  _root,
  { accountNumber },
  context,
) => {
  await requireRight(context, 'read', accountNumber);
  const { devices, charges, clock } = context.parts;
  const all = await devices.listByAccount(accountNumber);
  const charged = all.filter(({ device }) => isCharged(device.class));
  if (charged.length === 0) throw new ApiError('KT-CT-4301');
  const nowMs = clock.nowMs();
  const lists = await Promise.all(charged.map(({ device }) => charges.list(device.id, nowMs)));
  return lists.flat().sort(byEnd).map(toCompletedDispatch);
};

function toPlanned({ parts }: GatewayContext, state: DeviceState) {
  return toPlannedDispatches({ ...state, nowMs: parts.clock.nowMs() });
}

function isCharged(deviceClass: DeviceState['device']['class']): boolean {
  return deviceClass === 'charger' || deviceClass === 'vehicle';
}

function byEnd(one: Charge, other: Charge): number {
  return other.toMs - one.toMs;
}
