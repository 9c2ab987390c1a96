import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import { pause } from '../pause.ts';
import { closeSession } from './close-session.ts';
import { toSessionReport } from './session-report.ts';

const LATER_MS = 2_000;
const LATER_ATTEMPTS_MAX = 100;

/** The end of a session as a charger tells it. Times Unix ms, energy Wh. */
export type SessionEnd = {
  readonly sessionId: number;
  readonly endedAtMs: number;
  readonly meterStopWh: number;
  readonly endReason: string;
};

type Stop = SessionEnd & {
  /** False when an unplugged connector has told of the end before. */
  readonly isNews: boolean;
};

/**
 * Stores the end of a session; never rejects, because the charger is answered in any case: an
 * error makes chargers repeat it forever, with everything behind it (ocpp.md, complaint 18).
 */
export async function endSession(charger: Charger, end: SessionEnd): Promise<void> {
  const { memory } = charger;
  const connectorId = memory.connectorOfSession(end.sessionId);
  const isNews = connectorId !== null && memory.connector(connectorId).session?.running === true;
  const stop = { ...end, isNews };
  try {
    await store(charger, stop);
  } catch (error) {
    charger.log.error({ ...stop, err: error }, 'the end of a session is not stored yet');
    void storeLater(charger, stop);
  }
}

/** Answered, it is not sent again: it is tried on for as long as the link lives. */
async function storeLater(charger: Charger, stop: Stop): Promise<void> {
  for (let attempt = 1; attempt <= LATER_ATTEMPTS_MAX; attempt += 1) {
    if (!(await pause(charger.clock, LATER_MS, charger.gone))) return;
    try {
      await store(charger, stop);
      return;
    } catch (error) {
      charger.log.error(
        { ...stop, attempt, err: error },
        'the end of a session is still not stored',
      );
    }
  }
}

async function store(charger: Charger, stop: Stop): Promise<void> {
  const { memory, store: into, sessions, device, log } = charger;
  const { isNews, ...end } = stop;
  const { sessionId } = end;
  const connectorId = memory.connectorOfSession(sessionId);
  const before = connectorId === null ? null : memory.connector(connectorId).session;
  const ended = await into.attempt(() => sessions.stop({ deviceId: device.id, ...end }));
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
