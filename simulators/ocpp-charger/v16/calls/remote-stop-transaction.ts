import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = { readonly transactionId: number };

const REFUSED = { status: 'Rejected' };
const ACCEPTED = { status: 'Accepted' };

/** OCPP 1.6 5.12: ends the transaction of that id, Rejected when it is not ours. */
export const remoteStopTransaction = makeInboundCall<Request>({
  action: 'RemoteStopTransaction',
  schema: objectOf({ transactionId: { type: 'integer' } }, ['transactionId']),
  accepted: ACCEPTED,
  refused: REFUSED,
  handle(station, { transactionId }) {
    if (station.evse.session?.transactionId !== transactionId)
      return say(REFUSED, 'no such transaction');
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect() {
        station.advance();
        station.evse.stop('Remote');
      },
    };
  },
});
