import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 L03: a local controller offers a firmware to its stations. */
export const publishFirmwareStatusNotification: InboundHandler = async (params, { log }) => {
  const { status, requestId } = params as { status: string; requestId?: number };
  log.info({ status, requestId }, 'a controller publishes firmware');
  return { payload: {} };
};
