import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 N12: none is open, so it is closed. */
export const closePeriodicEventStream: InboundHandler = async () => ({ payload: {} });
