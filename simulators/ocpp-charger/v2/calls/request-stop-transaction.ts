import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { stopRemotely } from '../transaction.ts';

type Request = { readonly transactionId: string };

/** F03: ends the transaction of that id, Rejected when it is not ours. */
export const requestStopTransaction = makeCall2<Request>({
  action: 'RequestStopTransaction',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { transactionId }) {
    if (station.own.memory.transaction?.transactionId !== transactionId) {
      return refuse('TxNotFound', 'no such transaction');
    }
    return { kind: 'result', payload: ACCEPTED, effect: () => stopRemotely(station) };
  },
});
