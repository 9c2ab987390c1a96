import type { ChargerMemory } from '../../charger-memory.ts';
import { noteTime } from '../../metering/sample-clock.ts';
import { endSession } from '../../sessions/end-session.ts';
import { isGatewayTag } from '../../sessions/session-report.ts';
import type { InboundHandler } from '../../version.ts';
import { type StopTransactionRequest, toTimeMs } from '../actions.ts';

/** OCPP 1.6 4.10: always answered, for an unknown session too and even when the store fails. */
export const stopTransaction: InboundHandler = async (params, charger) => {
  const request = params as StopTransactionRequest;
  noteTime(charger.memory.sampleClock, request.timestamp, charger.clock.nowMs());
  await endSession(charger, {
    sessionId: toSessionId(request, charger.memory),
    endedAtMs: toTimeMs(request.timestamp, charger.clock.nowMs()),
    meterStopWh: request.meterStop,
    // OCPP 1.6 6.49 takes an absent reason for "Local", but chargers that end on 0 A give none
    // either: only what is said counts as a person's stop.
    endReason: request.reason ?? null,
  });
  return { payload: { idTagInfo: { status: 'Accepted' } } };
};

/**
 * A charger that stops before it was told a number says -1 or 0 (goe API#106): it means the one
 * session that runs, unless that is of another tag.
 */
function toSessionId(
  { transactionId, idTag }: StopTransactionRequest,
  memory: ChargerMemory,
): number {
  if (transactionId > 0) return transactionId;
  const running = memory
    .connectorIds()
    .map((id) => memory.connector(id).session)
    .filter((session) => session?.running);
  const [only] = running;
  if (!only || only.sessionId === null || running.length > 1) return transactionId;
  const isSameTag = idTag === undefined || isGatewayTag(idTag) === only.startedByGateway;
  return isSameTag ? only.sessionId : transactionId;
}
