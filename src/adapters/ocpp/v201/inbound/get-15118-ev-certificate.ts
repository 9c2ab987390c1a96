import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 M01 and M02: this gateway has no contract certificates to give to vehicles. */
export const get15118EvCertificate: InboundHandler = async () => ({
  payload: {
    status: 'Failed',
    statusInfo: { reasonCode: 'UnsupportedRequest' },
    // Required by the schema, and nothing is there to be sent.
    exiResponse: '',
  },
});
