import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 R03: which grid controls are set, none of them by this gateway. */
export const reportDerControl: InboundHandler = async (params, { log }) => {
  const { requestId } = params as { requestId: number };
  log.info({ requestId }, 'a charger lists its grid controls');
  return { payload: {} };
};
