import { answerSigning } from '../../security/sign-certificate.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 1.59; `requestId` is of 2.1 only. */
type SignCertificateRequest = {
  readonly csr: string;
  readonly certificateType?: string;
  readonly requestId?: number;
};

const OWN = 'ChargingStationCertificate';

/** OCPP 2.0.1 A02: its own certificate; those of ISO 15118 come from a V2G CA, not from here. */
export const signCertificate: InboundHandler = async (params, charger) => {
  const { csr, certificateType = OWN, requestId } = params as SignCertificateRequest;
  if (certificateType !== OWN) return { payload: { status: 'Rejected' } };
  return await answerSigning(charger, csr, (certificateChain) => ({
    action: 'CertificateSigned',
    params: { certificateChain, certificateType, ...(requestId !== undefined && { requestId }) },
  }));
};
