import { type Answer, objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';
import { sendTriggeredSample } from '../messages/meter-values.ts';
import { notifyAllStatuses, notifyStatus } from '../messages/status-notification.ts';
import type { Station16 } from '../station.ts';

type Request = { readonly requestedMessage: string; readonly connectorId?: number };

const REFUSED = { status: 'Rejected' };
const ACCEPTED = { status: 'Accepted' };
const NOT_IMPLEMENTED = { status: 'NotImplemented' };

/** OCPP 1.6 5.17: the message asked for is sent after the answer, never before. */
export const triggerMessage = makeInboundCall<Request>({
  action: 'TriggerMessage',
  schema: objectOf(
    {
      requestedMessage: {
        enum: [
          'BootNotification',
          'DiagnosticsStatusNotification',
          'FirmwareStatusNotification',
          'Heartbeat',
          'MeterValues',
          'StatusNotification',
        ],
      },
      connectorId: { type: 'integer' },
    },
    ['requestedMessage'],
  ),
  accepted: ACCEPTED,
  refused: REFUSED,
  handle: triggerAnswer,
});

/** What is said to a message that is asked for, also by ExtendedTriggerMessage. */
export function triggerAnswer(
  station: Station16,
  { requestedMessage, connectorId }: Request,
): Answer {
  const send = senderOf(station, requestedMessage, connectorId);
  if (send === undefined || !station.character.triggers.includes(requestedMessage)) {
    return say(NOT_IMPLEMENTED);
  }
  const isKnown =
    connectorId === undefined || connectorId === 0 || connectorId === station.evse.connectorId;
  if (!isKnown) return say(REFUSED);
  return { kind: 'result', payload: ACCEPTED, afterwards: send };
}

function senderOf(
  station: Station16,
  requestedMessage: string,
  connectorId: number | undefined,
): (() => void) | undefined {
  switch (requestedMessage) {
    case 'BootNotification':
      return () => void station.boot.send('Triggered');
    case 'Heartbeat':
      return () => void station.outbox.call('Heartbeat', {});
    case 'MeterValues':
      return () => sendTriggeredSample(station);
    case 'StatusNotification':
      if (connectorId === undefined) return () => notifyAllStatuses(station);
      return () => notifyStatus(station, connectorId);
    default:
      return undefined;
  }
}
