import type { EvseStatus } from '../../hardware/evse-status.ts';
import type { Station16 } from '../station.ts';

/**
 * Tells a connector's status (OCPP 1.6 4.9, 6.47); connector 0 is the charge point itself and only
 * ever Available, Unavailable or Faulted. Statuses that change while offline are not kept: the
 * present ones are told after the next boot.
 */
export function notifyStatus(station: Station16, connectorId: number): void {
  const { evse } = station;
  void station.outbox.call('StatusNotification', {
    connectorId,
    errorCode: evse.faultCode ?? 'NoError',
    status: connectorId === 0 ? chargePointStatus(station) : evse.status,
    timestamp: station.clock.now().toISOString(),
  });
}

/** Tells connector 0 and every other one. */
export function notifyAllStatuses(station: Station16): void {
  notifyStatus(station, 0);
  notifyStatus(station, station.evse.connectorId);
}

/** Some vendors say of connector 0 what they say of connector 1 (ocpp.md 3.4). */
function chargePointStatus({ character, evse }: Station16): EvseStatus {
  if (character.tellsStatusTooEarly) return evse.status;
  if (evse.faultCode !== undefined) return 'Faulted';
  return evse.isOperative ? 'Available' : 'Unavailable';
}
