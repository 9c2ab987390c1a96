import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import { haltSession } from '../sessions/connector-status.ts';

/**
 * OCPP 2.0.1 E14: a session that was stored before this link, and of which it has heard nothing,
 * may have ended while a station that lost its power forgot to tell. One that the station denies,
 * with nothing left to be sent, is over.
 */
export async function confirmSessions(charger: Charger): Promise<void> {
  const { memory, clock, log } = charger;
  for (const connectorId of memory.connectorIds()) {
    const { session } = memory.connector(connectorId);
    const transactionId = session?.running ? (session.stationId ?? null) : null;
    if (transactionId === null || memory.station.transaction(transactionId)) continue;
    const text = { action: 'GetTransactionStatus', params: { transactionId } };
    const answer = await callInBackground(charger, text);
    if (answer.kind !== 'result') continue;
    const { ongoingIndicator, messagesInQueue } = answer.payload;
    if (ongoingIndicator !== false || messagesInQueue !== false) continue;
    log.warn({ connectorId, transactionId }, 'a session ended without a word');
    await haltSession(charger, connectorId, clock.nowMs());
  }
}
