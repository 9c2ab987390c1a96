import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 K28: no profile of ours is dynamic; a new limit is a new profile. */
export const pullDynamicScheduleUpdate: InboundHandler = async () => ({
  payload: { status: 'Rejected', statusInfo: { reasonCode: 'UnsupportedRequest' } },
});
