import type { InboundHandler } from '../../version.ts';

type StatusRequest = { readonly certificateHashData: object; readonly source: string };

/** When it may ask again, ms; the answer will be the same. */
const NEXT_UPDATE_MS = 24 * 3_600_000;

/** OCPP 2.1 M06: nobody is asked about certificates here, so each one is "Failed", never "Good". */
export const getCertificateChainStatus: InboundHandler = async (params, { clock }) => {
  const { certificateStatusRequests } = params as {
    certificateStatusRequests: readonly StatusRequest[];
  };
  const nextUpdate = new Date(clock.nowMs() + NEXT_UPDATE_MS).toISOString();
  const certificateStatus = certificateStatusRequests.map(({ certificateHashData, source }) => ({
    certificateHashData,
    source,
    status: 'Failed',
    nextUpdate,
  }));
  return { payload: { certificateStatus } };
};
