import { ACCEPTED, makeCall2, REJECTED, refuse } from '../../v2/make-call.ts';
import { hasPriorityProfile, setPriority } from '../../v2/priority.ts';

type Request = { readonly transactionId: string; readonly activate: boolean };

/** 2.1 K21: a PriorityCharging profile overrules the others while this is on. */
export const usePriorityCharging = makeCall2<Request>({
  action: 'UsePriorityCharging',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { transactionId, activate }) {
    if (station.own.memory.transaction?.transactionId !== transactionId) {
      return refuse('TxNotFound', 'no such transaction');
    }
    if (activate && !hasPriorityProfile(station)) {
      return refuse('NotFound', 'no PriorityCharging profile', 'NoProfile');
    }
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => setPriority(station, activate),
    };
  },
});
