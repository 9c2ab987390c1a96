import type { SessionReport } from '../../../../domain/reports.ts';
import type { Charger } from '../../charger.ts';
import { toSessionReport } from '../../charger-memory.ts';
import { pause } from '../../pause.ts';
import type { InboundHandler } from '../../version.ts';
import { type StopTransactionRequest, toTimeMs } from '../actions.ts';
import { closeSession } from './close-session.ts';

const LATER_MS = 2_000;
const LATER_ATTEMPTS_MAX = 100;

type Stop = {
  readonly sessionId: number;
  readonly endedAtMs: number;
  readonly meterStopWh: number;
  readonly endReason: string;
  /** False when an unplugged connector has told of the end before. */
  readonly isNews: boolean;
};

/**
 * OCPP 1.6 4.10: always answered, for an unknown session too and even when the store fails: a
 * CALLERROR makes chargers repeat it forever, with everything behind it (ocpp.md, complaint 18).
 */
export const stopTransaction: InboundHandler = async (params, charger) => {
  const request = params as StopTransactionRequest;
  const { memory } = charger;
  const connectorId = memory.connectorOfSession(request.transactionId);
  const stop: Stop = {
    sessionId: request.transactionId,
    endedAtMs: toTimeMs(request.timestamp, charger.clock.nowMs()),
    meterStopWh: request.meterStop,
    // OCPP 1.6 6.49: an absent reason means that it was stopped locally.
    endReason: request.reason ?? 'Local',
    isNews: connectorId !== null && memory.connector(connectorId).session?.running === true,
  };
  try {
    await endSession(charger, stop);
  } catch (error) {
    charger.log.error({ ...stop, err: error }, 'the end of a session is not stored yet');
    void endLater(charger, stop);
  }
  return { payload: { idTagInfo: { status: 'Accepted' } } };
};

/** Answered, it is not sent again: it is tried on for as long as the link lives. */
async function endLater(charger: Charger, stop: Stop): Promise<void> {
  for (let attempt = 1; attempt <= LATER_ATTEMPTS_MAX; attempt += 1) {
    if (!(await pause(charger.clock, LATER_MS, charger.gone))) return;
    try {
      await endSession(charger, stop);
      return;
    } catch (error) {
      charger.log.error(
        { ...stop, attempt, err: error },
        'the end of a session is still not stored',
      );
    }
  }
}

async function endSession(charger: Charger, stop: Stop): Promise<void> {
  const { memory, store, sessions, device, log } = charger;
  const { isNews, ...end } = stop;
  const { sessionId } = end;
  const connectorId = memory.connectorOfSession(sessionId);
  const before = connectorId === null ? null : memory.connector(connectorId).session;
  const ended = await store.attempt(() => sessions.stop({ deviceId: device.id, ...end }));
  memory.endSession(sessionId);
  if (connectorId === null || !before) {
    log.warn({ sessionId }, 'a session ended that was not known to run');
    return;
  }
  const report = ended ? toSessionReport(ended) : closeReport(before, stop);
  const connector = memory.connector(connectorId);
  connector.session = { ...report, running: false };
  connector.powerW = null;
  memory.changed();
  await closeSession(charger, connector.session, { atMs: stop.endedAtMs, isNews });
}

function closeReport(before: SessionReport, stop: Stop): SessionReport {
  const { endedAtMs, meterStopWh, endReason } = stop;
  return { ...before, running: false, endedAtMs, meterStopWh, endReason };
}
