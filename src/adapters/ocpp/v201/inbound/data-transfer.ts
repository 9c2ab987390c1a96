import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 P02: no vendor's extension is known here, which is an answer and not an error. */
export const dataTransfer: InboundHandler = async () => ({
  payload: { status: 'UnknownVendorId' },
});
