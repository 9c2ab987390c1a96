import { type Transfer, takeTransfer } from '../../take-transfer.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 P02: a vendor's extension that is not known here is an answer and not an error. */
export const dataTransfer: InboundHandler = async (params, charger) => ({
  payload: { status: await takeTransfer(charger, params as Transfer) },
});
