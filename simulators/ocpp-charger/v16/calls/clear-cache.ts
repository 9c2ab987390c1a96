import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

/** OCPP 1.6 5.5: there is no authorisation cache, so it is always empty already. */
export const clearCache = makeInboundCall({
  action: 'ClearCache',
  schema: objectOf({}),
  accepted: { status: 'Accepted' },
  refused: { status: 'Rejected' },
  handle: () => say({ status: 'Accepted' }),
});
