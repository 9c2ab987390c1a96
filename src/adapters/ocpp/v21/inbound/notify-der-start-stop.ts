import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 R04: a grid control that was set by somebody else began or ended. */
export const notifyDerStartStop: InboundHandler = async (params, { log }) => {
  const { controlId, started } = params as { controlId: string; started: boolean };
  log.info({ controlId, started }, 'a grid control began or ended');
  return { payload: {} };
};
