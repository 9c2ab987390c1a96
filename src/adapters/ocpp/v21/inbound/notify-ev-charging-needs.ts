import { takeNeeds } from '../../v201/inbound/notify-ev-charging-needs.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 K15: as in 2.0.1, with a word of its own for "no schedule will follow". */
export const notifyEvChargingNeeds: InboundHandler = async (params, charger) => {
  await takeNeeds(charger, params);
  const status = charger.memory.profiles.planId === null ? 'NoChargingProfile' : 'Processing';
  return { payload: { status } };
};
