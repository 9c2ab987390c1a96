import type { Charger } from '../charger.ts';

/**
 * A sample names a session that this gateway does not know (a lost store, another central system
 * before us) or took for ended without its stop: it runs, whoever began it. Zero and negative
 * numbers are what some send for "none".
 */
export async function adoptSession(
  { memory, store, clock, log }: Charger,
  { connectorId, sessionId }: { readonly connectorId: number; readonly sessionId: number },
): Promise<void> {
  const connector = memory.connector(connectorId);
  if (sessionId <= 0 || connector.session?.running) return;
  const known = connector.session?.sessionId === sessionId ? connector.session : null;
  log.warn({ sessionId }, 'a session runs that was not known');
  connector.session = {
    sessionId,
    stationId: null,
    startedAtMs: null,
    startedByGateway: false,
    meterStartWh: null,
    meterStopWh: null,
    endReason: null,
    ...known,
    running: true,
    endedAtMs: null,
    vehicleLeft: false,
  };
  memory.changed();
  if (connectorId !== memory.mainConnectorId()) return;
  await store.report('session', connector.session, clock.nowMs());
}
