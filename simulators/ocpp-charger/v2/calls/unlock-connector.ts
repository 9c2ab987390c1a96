import { makeCall2, refuse } from '../make-call.ts';

type Request = { readonly evseId: number; readonly connectorId: number };

/** F05: a tethered cable has no lock to open. */
export const unlockConnector = makeCall2<Request>({
  action: 'UnlockConnector',
  accepted: { status: 'Unlocked' },
  refused: { status: 'UnlockFailed' },
  handle({ evse, own }, { evseId, connectorId }) {
    if (evseId !== evse.connectorId || connectorId !== evse.connectorId) {
      return refuse('UnknownConnectorId', 'no such connector', 'UnknownConnector');
    }
    if (own.memory.transaction !== undefined) {
      return refuse('TxInProgress', 'a transaction runs', 'OngoingAuthorizedTransaction');
    }
    return refuse('FixedCable', 'the cable is fixed', 'UnlockFailed');
  },
});
