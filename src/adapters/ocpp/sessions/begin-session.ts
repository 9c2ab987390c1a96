import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { SessionKey } from '../dialect.ts';
import { clearOverdueBoost } from '../profiles/leftover.ts';
import { isCalledOff } from './call-off.ts';
import { reportMainStatus } from './connector-status.ts';
import { toPlausibleTimeMs, toPlausibleWh } from './plausible.ts';
import { gatewayIdTag, toSessionReport } from './session-report.ts';
import { withVisit } from './visit.ts';

/** A start as a charger tells it. Times Unix ms, energy Wh. */
export type SessionStart = {
  readonly connectorId: number;
  /** The station's own name of it (OCPP 2.x); `null` in 1.6, where ours is the only one. */
  readonly stationId: string | null;
  /** What makes it the same start when it is told again without a name; else ''. */
  readonly toldAs: string;
  readonly idTag: string;
  /** The number of our request that it answers (OCPP 2.x); `null` = it names none. */
  readonly remoteStartId: number | null;
  /** Somebody has asked its station for priority before it began (OCPP 2.1). */
  readonly hasPriority: boolean;
  readonly startedAtMs: number;
  readonly meterStartWh: number;
};

/** A stored start, and what is to be answered. */
export type BegunSession = {
  readonly sessionId: number;
  /** False for a start of ours whose cancel came first: its tag is to be blocked. */
  readonly isWanted: boolean;
  /** To be run when the answer went to the socket. */
  readonly afterAnswer?: () => void;
};

/**
 * The session is stored before it is answered, and a repeated start (the charger saw no answer)
 * gets the same number (ocpp.md 3.1).
 */
export async function beginSession(charger: Charger, start: SessionStart): Promise<BegunSession> {
  const { memory, store, sessions, device, clock } = charger;
  const { remoteStartId, hasPriority, ...told } = start;
  const lastWh = memory.connector(start.connectorId).energy?.energyWh ?? null;
  const checked = {
    startedAtMs: toPlausibleTimeMs(told.startedAtMs, clock.nowMs()),
    meterStartWh: toPlausibleWh(told.meterStartWh, lastWh),
  };
  const isAsked = remoteStartId !== null && memory.hasAskedStart(remoteStartId);
  const idTag = isAsked ? gatewayIdTag : start.idTag;
  const session = await store.attempt(() =>
    sessions.start({ deviceId: device.id, ...told, ...checked, idTag }),
  );
  const { sessionId, startedAtMs, meterStartWh } = session;
  const stored = { ...toSessionReport(session), ...(hasPriority && { hasPriority }) };
  const report = withVisit(memory, start.connectorId, stored);
  const isKnown = memory.connectorOfSession(sessionId) !== null;
  const isLate = isCalledOff(memory, startedAtMs);
  const isWanted = !(isLate && report.startedByGateway && !isKnown);
  // A start that was queued offline and has ended since is no news of what runs now.
  if (session.endedAtMs !== null || memory.hasEnded(sessionId)) return { sessionId, isWanted };
  const { connectorId } = start;
  // Of several connectors only one is the device's own: what another does proves nothing there.
  const isMain = memory.mainConnectorId(connectorId) === connectorId;
  if (isMain) await store.report('session', report, startedAtMs);
  const change = { changedConnectorId: null, beginningId: connectorId, atMs: startedAtMs };
  memory.connector(connectorId);
  await reportMainStatus(charger, change);
  // A step for the session may follow only when the charger knows the session's number.
  const afterAnswer = () => {
    const connector = memory.connector(connectorId);
    connector.session = report;
    connector.energy = { energyWh: meterStartWh, atMs: startedAtMs };
    connector.powerW = null;
    connector.settling = null;
    if (!isKnown) {
      connector.begunAtMs = clock.nowMs();
      // Another vehicle may take other phases.
      connector.phases = null;
    }
    memory.changed();
    if (isMain && !isKnown) void clearOverdueBoost(charger);
    const { stationId } = session;
    if (!isWanted) void stopUnwanted(charger, { sessionId, stationId });
  };
  return { sessionId, isWanted, afterAnswer };
}

/** A start that came after its cancel; some chargers charge on though the tag is blocked. */
async function stopUnwanted(charger: Charger, key: SessionKey): Promise<void> {
  const answer = await callInBackground(charger, charger.dialect.remoteStop(key));
  const { sessionId } = key;
  charger.log.warn({ sessionId, answer: answer.kind }, 'a cancelled boost began a session late');
}
