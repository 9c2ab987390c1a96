import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';
import { notifyStatus } from '../messages/status-notification.ts';

type Request = { readonly connectorId: number; readonly type: 'Inoperative' | 'Operative' };

const REFUSED = { status: 'Rejected' };

/**
 * OCPP 1.6 5.2: a running transaction is not cut, the change is Scheduled for its end. With one
 * connector, connector 0 and connector 1 change together.
 */
export const changeAvailability = makeInboundCall<Request>({
  action: 'ChangeAvailability',
  schema: objectOf(
    { connectorId: { type: 'integer' }, type: { enum: ['Inoperative', 'Operative'] } },
    ['connectorId', 'type'],
  ),
  accepted: { status: 'Accepted' },
  refused: REFUSED,
  handle(station, { connectorId, type }) {
    const { evse } = station;
    if (connectorId !== 0 && connectorId !== evse.connectorId) return say(REFUSED);
    const isScheduled = type === 'Inoperative' && evse.session !== undefined;
    return {
      kind: 'result',
      payload: { status: isScheduled ? 'Scheduled' : 'Accepted' },
      effect() {
        evse.setOperative(type === 'Operative');
        notifyStatus(station, 0);
      },
    };
  },
});
