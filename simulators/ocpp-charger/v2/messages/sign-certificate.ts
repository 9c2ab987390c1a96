import { requestCertificate } from '../../station/certificate.ts';
import type { Station2 } from '../station.ts';

/** A02: has a fresh key certified, for the organisation that SecurityCtrlr names. */
export function requestSigning(station: Station2): void {
  void requestCertificate(station, {
    organization: station.own.model.text('SecurityCtrlr.OrganizationName'),
    more: { certificateType: 'ChargingStationCertificate' },
  });
}
