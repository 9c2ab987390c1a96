import type { Charger } from '../../charger.ts';
import type { StationTransaction } from '../../evses/station-memory.ts';
import type { InboundAnswer } from '../../inbound-lane.ts';
import { noteTime } from '../../metering/sample-clock.ts';
import type { InboundHandler } from '../../version.ts';
import type { TransactionEventRequest } from '../transaction-event-request.ts';
import { endTransaction } from './transaction-ended.ts';
import { runTransaction } from './transaction-running.ts';

/**
 * OCPP 2.0.1 E01 to E08: what a transaction does. Stored before it is answered; an event that comes
 * again, or after a later one, is answered as before and changes nothing; an end is answered in any
 * case, for a station repeats what is refused, with all that follows (ocpp.md, complaint 18).
 */
export const transactionEvent: InboundHandler = async (params, charger) => {
  const event = params as TransactionEventRequest;
  noteTime(charger.memory.sampleClock, event.timestamp, charger.clock.nowMs());
  const transaction = toTransaction(charger, event);
  const isNews = !transaction.hasEnded && event.seqNo > transaction.seqNo;
  const afterAnswer = isNews ? await take(charger, transaction, event) : undefined;
  if (isNews) transaction.seqNo = event.seqNo;
  const payload = toAnswer(event, transaction);
  return afterAnswer ? { payload, afterAnswer } : { payload };
};

async function take(
  charger: Charger,
  transaction: StationTransaction,
  event: TransactionEventRequest,
): Promise<InboundAnswer['afterAnswer']> {
  if (event.eventType !== 'Ended') return runTransaction(charger, transaction, event);
  await endTransaction(charger, transaction, event);
  return undefined;
}

/** The EVSE needs to be named only once (E01.FR.16): else it is where the session is known. */
function toTransaction(charger: Charger, event: TransactionEventRequest): StationTransaction {
  const { memory } = charger;
  const { station } = memory;
  const { transactionId } = event.transactionInfo;
  const sessionId = memory.sessionOfStation(transactionId)?.sessionId ?? null;
  const storedId = sessionId === null ? null : memory.connectorOfSession(sessionId);
  const known = station.transaction(transactionId);
  const evseId = event.evse?.id ?? known?.evseId ?? storedId ?? memory.mainConnectorId();
  const transaction = known ?? station.meet(transactionId, evseId);
  transaction.evseId = evseId;
  return transaction;
}

/** C01.FR.02: a token is answered for; who may charge at a home is not the gateway's business. */
function toAnswer(event: TransactionEventRequest, { isBlocked }: StationTransaction): object {
  return event.idToken ? { idTokenInfo: { status: isBlocked ? 'Blocked' : 'Accepted' } } : {};
}
