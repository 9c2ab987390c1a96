import type { InboundHandler } from '../../version.ts';

/** OCPP 1.6 4.3: no vendor's extension is known here, which is an answer and not an error. */
export const dataTransfer: InboundHandler = async () => ({
  payload: { status: 'UnknownVendorId' },
});
