import { endSession } from '../../sessions/end-session.ts';
import type { InboundHandler } from '../../version.ts';
import { type StopTransactionRequest, toTimeMs } from '../actions.ts';

/** OCPP 1.6 4.10: always answered, for an unknown session too and even when the store fails. */
export const stopTransaction: InboundHandler = async (params, charger) => {
  const request = params as StopTransactionRequest;
  await endSession(charger, {
    sessionId: request.transactionId,
    endedAtMs: toTimeMs(request.timestamp, charger.clock.nowMs()),
    meterStopWh: request.meterStop,
    // OCPP 1.6 6.49: an absent reason means that it was stopped locally.
    endReason: request.reason ?? 'Local',
  });
  return { payload: { idTagInfo: { status: 'Accepted' } } };
};
