import { answerCertificate } from '../../station/certificate.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';

type Request = { readonly certificateChain: string; readonly certificateType?: string };

/** A02: only certificates of the station itself; it has none for ISO 15118. */
export const certificateSigned = makeCall2<Request>({
  action: 'CertificateSigned',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { certificateChain, certificateType = 'ChargingStationCertificate' }) {
    if (certificateType !== 'ChargingStationCertificate') {
      return refuse('UnsupportedParam', `no ${certificateType} here`);
    }
    return answerCertificate(station, certificateChain, 'InvalidChargingStationCertificate');
  },
});
