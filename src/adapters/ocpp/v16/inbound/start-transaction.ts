import { noteTime } from '../../metering/sample-clock.ts';
import { beginSession } from '../../sessions/begin-session.ts';
import type { InboundHandler } from '../../version.ts';
import { type StartTransactionRequest, toTimeMs } from '../actions.ts';

/** OCPP 1.6 4.8: the session is stored before its number is given out. */
export const startTransaction: InboundHandler = async (params, charger) => {
  const { connectorId, idTag, meterStart, timestamp } = params as StartTransactionRequest;
  noteTime(charger.memory.sampleClock, timestamp, charger.clock.nowMs());
  const startedAtMs = toTimeMs(timestamp, charger.clock.nowMs());
  const begun = await beginSession(charger, {
    connectorId,
    stationId: null,
    toldAs: [connectorId, idTag, startedAtMs, meterStart].join('|'),
    idTag,
    remoteStartId: null,
    hasPriority: false,
    startedAtMs,
    meterStartWh: meterStart,
  });
  const { sessionId: transactionId, isWanted, afterAnswer } = begun;
  const idTagInfo = { status: isWanted ? 'Accepted' : 'Blocked' };
  const payload = { transactionId, idTagInfo };
  return afterAnswer ? { payload, afterAnswer } : { payload };
};
