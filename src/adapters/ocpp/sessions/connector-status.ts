import type { StatusReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import { forgetOutOfService } from '../commands/inoperative.ts';
import { closeSession } from './close-session.ts';
import { endVisit } from './visit.ts';

/** Takes what a connector that a vehicle can be at says of itself; `atMs` Unix ms. */
export async function takeStatus(
  charger: Charger,
  status: StatusReport,
  atMs: number,
): Promise<void> {
  const { connectorId, state } = status;
  const connector = charger.memory.connector(connectorId);
  const wasOut = connector.status?.state === 'unavailable';
  connector.status = status;
  charger.memory.changed();
  // Whoever put it back: a person at the charger, or an answer of its that nobody could read.
  const isBack = wasOut && state !== 'unavailable' && state !== 'faulted';
  if (isBack) await forgetOutOfService(charger, connectorId);
  // Nothing is plugged in (OCPP 1.6 4.9): a charger that lost its power may never send the end.
  if (state === 'available') {
    await haltSession(charger, connectorId, atMs);
    await endVisit(charger, connectorId, atMs);
  }
  await reportMainStatus(charger, { changedConnectorId: connectorId, atMs });
}

/**
 * Takes the session of a connector, if one runs, for over before its end is told; `atMs` Unix ms.
 * Not ended in the store, because a stop that still comes knows the meter.
 */
export async function haltSession(
  charger: Charger,
  connectorId: number,
  atMs: number,
): Promise<void> {
  const { memory } = charger;
  const connector = memory.connector(connectorId);
  if (!connector.session?.running) return;
  const session = { ...connector.session, running: false, endedAtMs: atMs };
  if (memory.isMainSession(session.sessionId)) {
    await closeSession(charger, session, { atMs, isNews: true });
  }
  connector.session = session;
  connector.powerW = null;
  connector.settling = null;
  connector.phases = null;
  charger.memory.changed();
}

/**
 * Stores the status of the connector that commands act on, when it changed (`null` = none did) or
 * when it is another connector than before. Of several only one is the device's own status.
 */
export async function reportMainStatus(
  { memory, store }: Charger,
  change: {
    readonly changedConnectorId: number | null;
    readonly beginningId?: number;
    readonly atMs: number;
  },
): Promise<void> {
  const mainId = memory.mainConnectorId(change.beginningId);
  const { status } = memory.connector(mainId);
  const isNews = mainId === change.changedConnectorId || mainId !== memory.reportedConnectorId;
  if (!status || !isNews) return;
  await store.report('status', status, change.atMs);
  memory.reportedConnectorId = mainId;
}
