import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 S01 and S02: a battery was put in or taken out of a swap station. */
export const batterySwap: InboundHandler = async (params, { log }) => {
  const { eventType, batteryData, requestId } = params as {
    eventType: string;
    batteryData: readonly object[];
    requestId: number;
  };
  log.info({ eventType, requestId, batteries: batteryData.length }, 'batteries were swapped');
  return { payload: {} };
};
