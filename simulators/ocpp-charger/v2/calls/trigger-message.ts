import { say } from '../../rpc/inbound-call.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { sendTriggeredSample } from '../messages/meter-value.ts';
import { requestSigning } from '../messages/sign-certificate.ts';
import { notifyStatus } from '../messages/status-notification.ts';
import type { Station2 } from '../station.ts';
import { tellSample } from '../transaction.ts';
import { isKnownEvse, type WireEvse } from '../wire-evse.ts';

type Request = { readonly requestedMessage: string; readonly evse?: WireEvse };

/** F06: the message asked for is sent after the answer, never before. */
export const triggerMessage = makeCall2<Request>({
  action: 'TriggerMessage',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { requestedMessage, evse }) {
    const send = senderOf(station, requestedMessage);
    if (send === undefined) return say({ status: 'NotImplemented' });
    if (!isKnownEvse(station, evse)) return refuse('UnknownEvse', 'no such EVSE');
    return { kind: 'result', payload: ACCEPTED, afterwards: send };
  },
});

/** Characters list triggers in the words of 1.6; a station that meters can be asked for both. */
const NEEDS: Readonly<Record<string, string>> = { TransactionEvent: 'MeterValues' };

function senderOf(station: Station2, requestedMessage: string): (() => void) | undefined {
  if (requestedMessage === 'SignChargingStationCertificate') return () => requestSigning(station);
  if (!station.character.triggers.includes(NEEDS[requestedMessage] ?? requestedMessage)) {
    return undefined;
  }
  switch (requestedMessage) {
    case 'BootNotification':
      return () => void station.boot.send('Triggered');
    case 'Heartbeat':
      return () => void station.outbox.call('Heartbeat', {});
    case 'MeterValues':
      return () => sendTriggeredSample(station);
    case 'StatusNotification':
      return () => notifyStatus(station);
    case 'TransactionEvent':
      return () => tellSample(station, 'Trigger');
    default:
      return undefined;
  }
}
