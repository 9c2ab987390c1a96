import type { InboundHandler } from '../../version.ts';

/** OCPP 1.6 4.6: life, and the time. */
export const heartbeat: InboundHandler = async (_params, { clock }) => ({
  payload: { currentTime: new Date(clock.nowMs()).toISOString() },
});
