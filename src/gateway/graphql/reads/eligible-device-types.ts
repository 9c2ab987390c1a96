import { isRegistrationOpen } from '../../../domain/bind-device.ts';
import { classesOfType } from '../classes-of-type.ts';
import type { KrakenFlexDeviceTypes, QueryResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';

const types = Object.keys(classesOfType) as KrakenFlexDeviceTypes[];

/** What can be registered now: what the gateway controls, unless one is being registered. */
export const eligibleDeviceTypes: QueryResolvers['eligibleDeviceTypes'] = async (
  _root,
  { accountNumber },
  context,
) => {
  await requireRight(context, 'read', accountNumber);
  const { devices, clock, settings } = context.parts;
  const all = await devices.listByAccount(accountNumber);
  const taken = all
    .filter(({ device }) => isRegistrationOpen(device, clock, settings.limits))
    .map(({ device }) => device.class);
  return types.filter((type) => {
    const [registered] = classesOfType[type];
    return registered !== undefined && !taken.includes(registered);
  });
};
