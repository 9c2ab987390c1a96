import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 N09: data about a driver, never asked for here and neither kept nor logged. */
export const notifyCustomerInformation: InboundHandler = async (params, { log }) => {
  const { requestId, seqNo } = params as { requestId: number; seqNo: number };
  log.warn({ requestId, seqNo }, 'customer information came that was not asked for');
  return { payload: {} };
};
