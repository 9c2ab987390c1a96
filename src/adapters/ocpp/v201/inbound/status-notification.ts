import type { Charger } from '../../charger.ts';
import { type ConnectorStatus, isUnplugged, noteConnector } from '../../evses/evse-memory.ts';
import { reportEvse } from '../../evses/report-evse.ts';
import { noteTime } from '../../metering/sample-clock.ts';
import type { InboundHandler } from '../../version.ts';
import { toTimeMs } from '../to-time.ts';

type StatusNotificationRequest = {
  readonly timestamp: string;
  readonly connectorStatus: ConnectorStatus;
  readonly evseId: number;
  readonly connectorId: number;
};

/** OCPP 2.0.1 G01: whether something is plugged in; what it does is told by its transaction. */
export const statusNotification: InboundHandler = async (params, charger) => {
  const { evseId, timestamp, ...connector } = params as StatusNotificationRequest;
  noteTime(charger.memory.sampleClock, timestamp, charger.clock.nowMs());
  const atMs = toTimeMs(timestamp, charger.clock.nowMs());
  await takeConnector(charger, { evseId, ...connector, atMs });
  return { payload: {} };
};

/** Takes the status of one connector; EVSE 0 is the station, at which no vehicle can be. */
export async function takeConnector(
  charger: Charger,
  told: {
    readonly evseId: number;
    readonly connectorId: number;
    readonly connectorStatus: ConnectorStatus;
    readonly atMs: number;
  },
): Promise<void> {
  const { evseId, connectorId, connectorStatus, atMs } = told;
  if (evseId <= 0) return;
  const evse = charger.memory.station.evse(evseId);
  noteConnector(evse, connectorId, connectorStatus);
  // A transaction cannot charge a vehicle that has left: a station that lost its power may never
  // tell of its end.
  if (isUnplugged(evse)) evse.chargingState = null;
  await reportEvse(charger, evseId, { atMs, isAsked: true });
}
