import { answerSigning } from '../../security/sign-certificate.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 1.6 security whitepaper 4.2. */
export const signCertificate: InboundHandler = (params, charger) =>
  answerSigning(charger, (params as { csr: string }).csr, (certificateChain) => ({
    action: 'CertificateSigned',
    params: { certificateChain },
  }));
