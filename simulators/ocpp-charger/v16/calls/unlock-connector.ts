import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

/** OCPP 1.6 5.18: a tethered cable has no lock to open. */
export const unlockConnector = makeInboundCall({
  action: 'UnlockConnector',
  schema: objectOf({ connectorId: { type: 'integer' } }, ['connectorId']),
  accepted: { status: 'Unlocked' },
  refused: { status: 'UnlockFailed' },
  handle: () => say({ status: 'NotSupported' }),
});
