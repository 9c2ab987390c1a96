import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 C18: a payment at a terminal; nothing is sold here, so no receipt is given. */
export const notifySettlement: InboundHandler = async (params, { log }) => {
  const { status } = params as { status: string };
  log.info({ status }, 'a payment was settled at the charger');
  return { payload: {} };
};
