import type { Charger } from '../../charger.ts';
import type { InboundHandler } from '../../version.ts';
import type { MeterValuesRequest } from '../actions.ts';
import { parseMeterValues } from '../meter-values.ts';

/** OCPP 1.6 4.7: a sample of a connector; the newest power is the device's `meter`. */
export const meterValues: InboundHandler = async (params, charger) => {
  const request = params as MeterValuesRequest;
  // Connector 0 is the meter of the whole charge point.
  if (request.connectorId > 0) await take(charger, request);
  return { payload: {} };
};

async function take(charger: Charger, request: MeterValuesRequest): Promise<void> {
  const { memory, store } = charger;
  // A late sample of a session that has ended shows nothing of what runs now.
  if (request.transactionId !== undefined && memory.hasEnded(request.transactionId)) return;
  const connector = memory.connector(request.connectorId);
  const reading = parseMeterValues(request.meterValue, connector.energy);
  await adopt(charger, request);
  if (!reading) return;
  const { atMs, powerW, energyWh, socPercent } = reading;
  if (energyWh !== null) connector.energy = { energyWh, atMs };
  if (powerW === null) return;
  connector.powerW = powerW;
  memory.changed();
  if (request.connectorId !== memory.mainConnectorId()) return;
  const sessionId = connector.session?.running ? connector.session.sessionId : null;
  await store.report('meter', { powerW, energyWh, socPercent, sessionId }, atMs);
}

/**
 * A sample names a session that this gateway does not know (a lost store, another central system
 * before us) or took for ended without its StopTransaction: it runs, whoever began it. Zero and
 * negative numbers are what some send for "none".
 */
async function adopt(
  { memory, store, clock, log }: Charger,
  { connectorId, transactionId }: MeterValuesRequest,
): Promise<void> {
  const connector = memory.connector(connectorId);
  if (transactionId === undefined || transactionId <= 0 || connector.session?.running) return;
  const known = connector.session?.sessionId === transactionId ? connector.session : null;
  log.warn({ sessionId: transactionId }, 'a session runs that was not known');
  connector.session = {
    sessionId: transactionId,
    startedAtMs: null,
    startedByGateway: false,
    meterStartWh: null,
    meterStopWh: null,
    endReason: null,
    ...known,
    running: true,
    endedAtMs: null,
  };
  memory.changed();
  await store.report('session', connector.session, clock.nowMs());
}
