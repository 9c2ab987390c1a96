import { objectOf } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = { readonly type: 'Hard' | 'Soft' };

/** OCPP 1.6 5.14: the link is cut without a closing handshake, then the charge point boots. */
export const reset = makeInboundCall<Request>({
  action: 'Reset',
  schema: objectOf({ type: { enum: ['Hard', 'Soft'] } }, ['type']),
  accepted: { status: 'Accepted' },
  refused: { status: 'Rejected' },
  handle: (station, { type }) => ({
    kind: 'result',
    payload: { status: 'Accepted' },
    effect: () => station.reboot(type, 'RemoteReset'),
  }),
});
