import type { InboundHandler } from '../../version.ts';

/**
 * OCPP 2.0.1 K17: the schedule that the vehicle means to keep. It stays within the limits that were
 * given to it, and what it takes is metered, so there is nothing to object to.
 */
export const notifyEvChargingSchedule: InboundHandler = async (params, { log }) => {
  const { evseId, timeBase } = params as { evseId: number; timeBase: string };
  log.info({ evseId, timeBase }, 'a vehicle has chosen its schedule');
  return { payload: { status: 'Accepted' } };
};
