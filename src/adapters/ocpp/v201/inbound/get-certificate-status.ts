import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 M06: this gateway asks no OCSP responder, so it vouches for no certificate. */
export const getCertificateStatus: InboundHandler = async () => ({
  payload: { status: 'Failed', statusInfo: { reasonCode: 'UnsupportedRequest' } },
});
