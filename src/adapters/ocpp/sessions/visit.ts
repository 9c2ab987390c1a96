import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';

/**
 * A session with where its vehicle's visit began: the vehicle of the last session of a connector is
 * still there until the connector says that nothing is plugged in.
 */
export function withVisit(
  memory: ChargerMemory,
  connectorId: number,
  session: SessionReport,
): SessionReport {
  const last = lastOf(memory, connectorId);
  const visitStartWh = last?.visitStartWh ?? last?.meterStartWh ?? null;
  // A register that begins anew with each session says nothing of those before.
  const isBefore = visitStartWh !== null && visitStartWh < (session.meterStartWh ?? 0);
  return isBefore && !last?.vehicleLeft ? { ...session, visitStartWh } : session;
}

/** Nothing is plugged into a connector any more: its last session says so, once; `atMs` Unix ms. */
export async function endVisit(charger: Charger, connectorId: number, atMs: number): Promise<void> {
  const { memory, store } = charger;
  const last = lastOf(memory, connectorId);
  if (!last || last.running || last.vehicleLeft) return;
  const left = { ...last, vehicleLeft: true };
  memory.connector(connectorId).session = left;
  if (isToldOf(memory, left)) await store.report('session', left, atMs);
}

/** On this link, or as the store knew it before. */
function lastOf(memory: ChargerMemory, connectorId: number): SessionReport | null {
  const { earlier } = memory;
  const known = earlier?.connectorId === connectorId ? earlier.session : null;
  return memory.connector(connectorId).session ?? known;
}

/** Of several connectors the device's own is the one that runs, else the last of all. */
function isToldOf(memory: ChargerMemory, { sessionId }: SessionReport): boolean {
  if (!memory.isMainSession(sessionId)) return false;
  const all = memory.connectorIds().map((id) => memory.connector(id).session);
  return all.every((other) => (other?.sessionId ?? 0) <= (sessionId ?? 0));
}
