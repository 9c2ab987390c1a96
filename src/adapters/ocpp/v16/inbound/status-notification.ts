import type { StatusReport } from '../../../../domain/reports.ts';
import { noteTime } from '../../metering/sample-clock.ts';
import { takeStatus } from '../../sessions/connector-status.ts';
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
  const { connectorId, status, timestamp } = request;
  const state = STATES[status];
  noteTime(charger.memory.sampleClock, timestamp, charger.clock.nowMs());
  if (connectorId > 0 && state !== undefined) {
    const atMs = toTimeMs(timestamp, charger.clock.nowMs());
    await takeStatus(charger, { connectorId, state, faultCode: toFaultCode(request) }, atMs);
  }
  return { payload: {} };
};

function toFaultCode({ errorCode, vendorErrorCode }: StatusNotificationRequest): string | null {
  if (errorCode === 'NoError') return null;
  return vendorErrorCode ? `${errorCode} (${vendorErrorCode})` : errorCode;
}
