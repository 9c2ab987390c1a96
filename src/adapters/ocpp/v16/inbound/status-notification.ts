import type { StatusReport } from '../../../../domain/reports.ts';
import type { Charger } from '../../charger.ts';
import type { InboundHandler } from '../../version.ts';
import { type StatusNotificationRequest, toTimeMs } from '../actions.ts';
import { closeSession } from './close-session.ts';

/** OCPP 1.6 7.6 in the energy domain's words. */
const STATES: Readonly<Record<string, StatusReport['state']>> = {
  Available: 'available',
  Preparing: 'preparing',
  Charging: 'charging',
  SuspendedEV: 'suspended_vehicle',
  SuspendedEVSE: 'suspended_charger',
  Finishing: 'finishing',
  Reserved: 'reserved',
  Unavailable: 'unavailable',
  Faulted: 'faulted',
};

/** OCPP 1.6 4.9. Connector 0 is the charge point as a whole and carries no vehicle. */
export const statusNotification: InboundHandler = async (params, charger) => {
  const request = params as StatusNotificationRequest;
  const state = STATES[request.status];
  if (request.connectorId > 0 && state !== undefined) {
    charger.memory.connector(request.connectorId).status = {
      connectorId: request.connectorId,
      state,
      faultCode: toFaultCode(request),
    };
    charger.memory.changed();
    const atMs = toTimeMs(request.timestamp, charger.clock.nowMs());
    if (state === 'available') await endUnplugged(charger, request.connectorId, atMs);
    await reportMainStatus(charger, { changedConnectorId: request.connectorId, atMs });
  }
  return { payload: {} };
};

/**
 * Nothing is plugged in, so no session runs (OCPP 1.6 4.9): a charger that lost its power may never
 * send the end. Not ended in the store, because a StopTransaction that still comes knows the meter.
 */
async function endUnplugged(charger: Charger, connectorId: number, atMs: number): Promise<void> {
  const connector = charger.memory.connector(connectorId);
  if (!connector.session?.running) return;
  const session = { ...connector.session, running: false, endedAtMs: atMs };
  await closeSession(charger, session, { atMs, isNews: true });
  connector.session = session;
  connector.powerW = null;
  charger.memory.changed();
}

/**
 * Stores the status of the connector that commands act on, when it changed or when it is another
 * connector than before. Of several connectors only one is the device's own status.
 */
export async function reportMainStatus(
  { memory, store }: Charger,
  change: { readonly changedConnectorId: number; readonly atMs: number },
): Promise<void> {
  const mainId = memory.mainConnectorId();
  const { status } = memory.connector(mainId);
  const isNews = mainId === change.changedConnectorId || mainId !== memory.reportedConnectorId;
  if (!status || !isNews) return;
  await store.report('status', status, change.atMs);
  memory.reportedConnectorId = mainId;
}

function toFaultCode({ errorCode, vendorErrorCode }: StatusNotificationRequest): string | null {
  if (errorCode === 'NoError') return null;
  return vendorErrorCode ? `${errorCode} (${vendorErrorCode})` : errorCode;
}
