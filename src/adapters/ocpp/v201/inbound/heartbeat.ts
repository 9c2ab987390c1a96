import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 G02: life, and the time. */
export const heartbeat: InboundHandler = async (_params, { clock }) => ({
  payload: { currentTime: new Date(clock.nowMs()).toISOString() },
});
