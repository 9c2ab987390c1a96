import type { Evse } from '../../hardware/evse.ts';
import { placeOf } from '../device-model.ts';
import type { ConnectorStatus, Station2 } from '../station.ts';

const EVSE = { id: 1 };
const CONNECTOR = { id: 1, connectorId: 1 };

/**
 * Tells the connector's status (G01) unless it is the one told last. Statuses that change while
 * offline are not kept: the present one is told after the next boot.
 */
export function notifyStatusChange(station: Station2): void {
  if (toConnectorStatus(station.evse) !== station.own.memory.statusTold) notifyStatus(station);
}

/** Tells the connector's status now. */
export function notifyStatus(station: Station2): void {
  const connectorStatus = toConnectorStatus(station.evse);
  station.own.memory.statusTold = connectorStatus;
  keepInModel(station, connectorStatus);
  void station.outbox.call('StatusNotification', {
    timestamp: station.clock.now().toISOString(),
    connectorStatus,
    evseId: EVSE.id,
    connectorId: CONNECTOR.connectorId,
  });
}

/** OCPP 2.0.1 tells apart who occupies a connector only within a transaction. */
function toConnectorStatus(evse: Evse): ConnectorStatus {
  switch (evse.status) {
    case 'Faulted':
    case 'Unavailable':
    case 'Available':
      return evse.status;
    default:
      return evse.isPlugged ? 'Occupied' : 'Available';
  }
}

function keepInModel({ own, evse }: Station2, status: ConnectorStatus): void {
  const { model } = own;
  const name = 'AvailabilityState';
  const problem = String(evse.faultCode !== undefined);
  model.store({ component: { name: 'Connector', evse: CONNECTOR }, variable: { name } }, status);
  model.store({ component: { name: 'EVSE', evse: EVSE }, variable: { name } }, status);
  const problemAt = { name: 'Problem' };
  model.store({ component: { name: 'EVSE', evse: EVSE }, variable: problemAt }, problem);
  model.store(placeOf('ChargingStation', 'Problem'), problem);
}
