import type { Charger } from '../../charger.ts';
import { toSessionReport } from '../../charger-memory.ts';
import type { InboundHandler } from '../../version.ts';
import { type StartTransactionRequest, toTimeMs } from '../actions.ts';
import { callInBackground } from '../calls/background.ts';
import { reportMainStatus } from './status-notification.ts';

/**
 * OCPP 1.6 4.8: the session is stored before its number is given out, and a repeated start (the
 * charger saw no answer) gets the same number (ocpp.md 3.1).
 */
export const startTransaction: InboundHandler = async (params, charger) => {
  const request = params as StartTransactionRequest;
  const { memory, store, sessions, device, clock } = charger;
  const { connectorId, idTag } = request;
  const startedAtMs = toTimeMs(request.timestamp, clock.nowMs());
  const session = await store.attempt(() =>
    sessions.start({
      deviceId: device.id,
      connectorId,
      idTag,
      startedAtMs,
      meterStartWh: request.meterStart,
    }),
  );
  const report = toSessionReport(session);
  const isKnown = memory.connectorOfSession(session.sessionId) !== null;
  const isUnwanted = memory.isCalledOff && report.startedByGateway && !isKnown;
  const status = isUnwanted ? 'Blocked' : 'Accepted';
  const payload = { transactionId: session.sessionId, idTagInfo: { status } };
  // A start that was queued offline and has ended since is no news of what runs now.
  if (session.endedAtMs !== null || memory.hasEnded(session.sessionId)) return { payload };
  await store.report('session', report, startedAtMs);
  const connector = memory.connector(connectorId);
  connector.session = report;
  connector.energy = { energyWh: request.meterStart, atMs: startedAtMs };
  connector.powerW = null;
  await reportMainStatus(charger, { changedConnectorId: -1, atMs: startedAtMs });
  // A profile for the session may follow only when the charger knows the session's number.
  const afterAnswer = () => {
    memory.changed();
    if (isUnwanted) void stopUnwanted(charger, session.sessionId);
  };
  return { payload, afterAnswer };
};

/** A start that came after its cancel; some chargers charge on though the tag is blocked. */
async function stopUnwanted(charger: Charger, sessionId: number): Promise<void> {
  const answer = await callInBackground(charger, 'RemoteStopTransaction', {
    transactionId: sessionId,
  });
  charger.log.warn({ sessionId, answer: answer.kind }, 'a cancelled boost began a session late');
}
