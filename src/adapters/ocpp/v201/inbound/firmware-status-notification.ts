import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 L01: how far an update of the firmware is. */
export const firmwareStatusNotification: InboundHandler = async (params, { log }) => {
  const { status, requestId } = params as { status: string; requestId?: number };
  log.info({ status, requestId }, 'a charger updates its firmware');
  return { payload: {} };
};
