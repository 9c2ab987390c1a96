import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 N02: which monitors are set, none of them by this gateway. */
export const notifyMonitoringReport: InboundHandler = async (params, { log }) => {
  const { monitor } = params as { monitor?: readonly object[] };
  log.info({ monitors: monitor?.length ?? 0 }, 'a charger lists its monitors');
  return { payload: {} };
};
