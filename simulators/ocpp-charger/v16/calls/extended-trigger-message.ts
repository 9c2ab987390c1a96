import { objectOf, say } from '../../rpc/inbound-call.ts';
import { requestCertificate } from '../../station/certificate.ts';
import { makeInboundCall } from '../make-inbound-call.ts';
import { triggerAnswer } from './trigger-message.ts';

type Request = { readonly requestedMessage: string; readonly connectorId?: number };

const ACCEPTED = { status: 'Accepted' };

/** OCPP 1.6 security extension: TriggerMessage with one more, which asks for a certificate. */
export const extendedTriggerMessage = makeInboundCall<Request>({
  action: 'ExtendedTriggerMessage',
  schema: objectOf(
    {
      requestedMessage: {
        enum: [
          'BootNotification',
          'LogStatusNotification',
          'FirmwareStatusNotification',
          'Heartbeat',
          'MeterValues',
          'SignChargePointCertificate',
          'StatusNotification',
        ],
      },
      connectorId: { type: 'integer' },
    },
    ['requestedMessage'],
  ),
  accepted: ACCEPTED,
  refused: { status: 'Rejected' },
  handle(station, request) {
    if (request.requestedMessage !== 'SignChargePointCertificate') {
      return triggerAnswer(station, request);
    }
    const organization = station.own.configuration.text('CpoName');
    // Without the operator's name a request would be refused (A02.FR.03).
    if (organization === '') return say({ status: 'Rejected' }, 'CpoName is empty');
    return {
      kind: 'result',
      payload: ACCEPTED,
      afterwards: () => void requestCertificate(station, { organization, more: {} }),
    };
  },
});
