import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 N01: how far the upload of a log is. */
export const logStatusNotification: InboundHandler = async (params, { log }) => {
  const { status, requestId } = params as { status: string; requestId?: number };
  log.info({ status, requestId }, 'a charger uploads its log');
  return { payload: {} };
};
