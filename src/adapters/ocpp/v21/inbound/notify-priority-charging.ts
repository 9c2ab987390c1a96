import type { Charger } from '../../charger.ts';
import type { InboundHandler } from '../../version.ts';

/**
 * OCPP 2.1 K21 and K22: the driver pressed a button of the station for charging now, or took it
 * back. The station puts that above our profiles itself; we remember it with the session, so that
 * no plan is pressed on it meanwhile (docs/adr/0011).
 */
export const notifyPriorityCharging: InboundHandler = async (params, charger) => {
  const { transactionId, activated } = params as { transactionId: string; activated: boolean };
  const message = activated
    ? 'priority charging was switched on at the charger'
    : 'priority charging was switched off at the charger';
  await charger.store.record({ type: 'alert', message });
  await rememberPriority(charger, transactionId, activated);
  return { payload: {} };
};

/**
 * Of a session that is not known, or beside the device's own, nothing follows. One that nobody is
 * allowed to charge in yet may begin later in the same transaction.
 */
async function rememberPriority(
  { memory, store, clock }: Charger,
  stationId: string,
  hasPriority: boolean,
): Promise<void> {
  const transaction = memory.station.transaction(stationId);
  if (transaction) transaction.hasPriority = hasPriority;
  const session = memory.sessionOfStation(stationId);
  if (!session?.running || session.sessionId === null) return;
  const connectorId = memory.connectorOfSession(session.sessionId);
  if (connectorId === null) return;
  const told = { ...session, hasPriority };
  memory.connector(connectorId).session = told;
  memory.changed();
  if (connectorId !== memory.mainConnectorId()) return;
  await store.report('session', told, clock.nowMs());
}
