import type { StatusReport } from '../../../../domain/reports.ts';
import type { Charger } from '../../charger.ts';
import type { InboundHandler } from '../../version.ts';
import { type StatusNotificationRequest, toTimeMs } from '../actions.ts';

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
    await reportMainStatus(charger, { changedConnectorId: request.connectorId, atMs });
  }
  return { payload: {} };
};

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
