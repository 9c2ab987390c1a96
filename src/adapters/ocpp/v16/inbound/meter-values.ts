import { takeReading } from '../../metering/take-reading.ts';
import { adoptSession } from '../../sessions/adopt-session.ts';
import type { InboundHandler } from '../../version.ts';
import type { MeterValuesRequest } from '../actions.ts';
import { parseMeterValues } from '../meter-values.ts';

/** OCPP 1.6 4.7: a sample of a connector; connector 0 is the meter of the whole charge point. */
export const meterValues: InboundHandler = async (params, charger) => {
  const { connectorId, transactionId, meterValue } = params as MeterValuesRequest;
  const { memory } = charger;
  // A late sample of a session that has ended shows nothing of what runs now.
  const isLate = transactionId !== undefined && memory.hasEnded(transactionId);
  if (connectorId > 0 && !isLate) {
    const reading = parseMeterValues(meterValue, memory.connector(connectorId).energy);
    if (transactionId !== undefined) {
      await adoptSession(charger, { connectorId, sessionId: transactionId });
    }
    if (reading) await takeReading(charger, connectorId, reading);
  }
  return { payload: {} };
};
