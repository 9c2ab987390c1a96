import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';
import { closeSession } from './close-session.ts';
import { learnPause } from './learn-pause.ts';
import { toPlausibleTimeMs, toPlausibleWh } from './plausible.ts';

/** The end of a session as a charger tells it. Times Unix ms, energy Wh. */
export type SessionEnd = {
  readonly sessionId: number;
  readonly endedAtMs: number;
  readonly meterStopWh: number;
  /** `null`: the charger gave none. */
  readonly endReason: string | null;
};

/** What it means for what the link knows; `null`: the session was not known to run. */
type Closing = {
  readonly report: SessionReport;
  /** False when an unplugged connector has told of the end before. */
  readonly isNews: boolean;
  /** False while the session that commands act on goes on at another connector. */
  readonly isMain: boolean;
};

/**
 * Stores the end of a session; never rejects, because the charger is answered in any case: an
 * error makes chargers repeat it forever, with everything behind it (ocpp.md, complaint 18). What
 * the store does not take now is kept in the node, though the link may end.
 */
export async function endSession(charger: Charger, told: SessionEnd): Promise<void> {
  const { memory, log, ends, device } = charger;
  const end = toPlausible(charger, told);
  const closing = close(memory, end);
  if (!closing) log.warn({ sessionId: end.sessionId }, 'a session ended that was not known to run');
  memory.changed();
  void learnPause(charger, end);
  try {
    await store(charger, end, closing);
  } catch (error) {
    log.error({ ...end, err: error }, 'the end of a session is not stored yet');
    const outliving = { ...charger, store: charger.outliving };
    ends.keep(device.id, () => storeKept(outliving, end, closing));
  }
}

function toPlausible({ memory, clock }: Charger, end: SessionEnd): SessionEnd {
  const connectorId = memory.connectorOfSession(end.sessionId);
  const lastWh = connectorId === null ? null : memory.connector(connectorId).energy?.energyWh;
  return {
    ...end,
    endedAtMs: toPlausibleTimeMs(end.endedAtMs, clock.nowMs()),
    meterStopWh: toPlausibleWh(end.meterStopWh, lastWh ?? null),
  };
}

function close(memory: ChargerMemory, end: SessionEnd): Closing | null {
  const { sessionId, ...ended } = end;
  const connectorId = memory.connectorOfSession(sessionId);
  memory.endSession(sessionId);
  const connector = connectorId === null ? null : memory.connector(connectorId);
  if (!connector?.session) return null;
  const isNews = connector.session.running;
  const isMain = memory.isMainSession(sessionId);
  const report = { ...connector.session, ...ended, running: false };
  connector.session = report;
  connector.powerW = null;
  connector.settling = null;
  connector.phases = null;
  return { report, isNews, isMain };
}

/** The device may have a newer session by then: what is said of that one stays as it is. */
async function storeKept(charger: Charger, end: SessionEnd, closing: Closing | null) {
  const { session } = await charger.state.read(charger.device.id);
  const isOld = closing !== null && isNewer(session?.value as SessionReport | undefined, end);
  await store(charger, end, isOld ? null : closing);
}

/** Our numbers rise; one that the charger brought along is newer where it runs. */
function isNewer(shown: SessionReport | undefined, { sessionId }: SessionEnd): boolean {
  if (shown?.sessionId == null || shown.sessionId === sessionId) return false;
  return shown.running || shown.sessionId > sessionId;
}

async function store(charger: Charger, end: SessionEnd, closing: Closing | null): Promise<void> {
  const { store: into, sessions, device } = charger;
  await into.attempt(() => sessions.stop({ deviceId: device.id, ...end }));
  if (!closing?.isMain) return;
  await closeSession(charger, closing.report, { atMs: end.endedAtMs, isNews: closing.isNews });
}
