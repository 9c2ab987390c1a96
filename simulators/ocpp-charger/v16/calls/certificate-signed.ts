import { objectOf } from '../../rpc/inbound-call.ts';
import { answerCertificate } from '../../station/certificate.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = { readonly certificateChain: string };

/** OCPP 1.6 security extension A02. */
export const certificateSigned = makeInboundCall<Request>({
  action: 'CertificateSigned',
  schema: objectOf({ certificateChain: { type: 'string', maxLength: 10_000 } }, [
    'certificateChain',
  ]),
  accepted: { status: 'Accepted' },
  refused: { status: 'Rejected' },
  handle: (station, { certificateChain }) =>
    answerCertificate(station, certificateChain, 'InvalidChargePointCertificate'),
});
