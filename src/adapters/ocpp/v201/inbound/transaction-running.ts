import type { Charger } from '../../charger.ts';
import { reportEvse } from '../../evses/report-evse.ts';
import type { StationTransaction } from '../../evses/station-memory.ts';
import type { InboundAnswer } from '../../inbound-lane.ts';
import { beginSession } from '../../sessions/begin-session.ts';
import { haltSession } from '../../sessions/connector-status.ts';
import { gatewayIdTag } from '../../sessions/session-report.ts';
import { parseMeterValues } from '../meter-values.ts';
import { takeMeterValues } from '../take-meter-values.ts';
import { toTimeMs } from '../to-time.ts';
import type { TransactionEventRequest } from '../transaction-event-request.ts';

/** Who was allowed to charge no longer is, though the transaction goes on until it is unplugged. */
const STOPS: ReadonlySet<string> = new Set(['RemoteStop', 'StopAuthorized', 'Deauthorized']);

/** Energy flows, or would if one side wanted it: somebody was allowed to charge. */
const DELIVERING: ReadonlySet<string> = new Set(['Charging', 'SuspendedEV', 'SuspendedEVSE']);

/**
 * A transaction began or goes on. It is a charging session from the moment on in which a vehicle is
 * there and somebody may charge it, not before: a station may begin it at the plug (E01).
 */
export async function runTransaction(
  charger: Charger,
  transaction: StationTransaction,
  event: TransactionEventRequest,
): Promise<InboundAnswer['afterAnswer']> {
  const { memory, clock } = charger;
  const { evseId } = transaction;
  const { chargingState } = event.transactionInfo;
  const atMs = toTimeMs(event.timestamp, clock.nowMs());
  const evse = memory.station.evse(evseId);
  if (chargingState !== undefined) evse.chargingState = chargingState;
  const isStop = STOPS.has(event.triggerReason);
  if (isStop) await stopSession(charger, transaction, atMs);
  else noteToken(transaction, event);
  const isRunning = memory.sessionOfStation(transaction.stationId)?.running === true;
  const isDue = !isStop && !isRunning && isAllowed(transaction, event);
  const isThere = evse.chargingState !== 'Idle';
  const begins = isDue && isThere;
  const afterAnswer = begins ? await begin(charger, transaction, event) : undefined;
  await reportEvse(charger, evseId, { atMs, isAsked: event.triggerReason === 'Trigger' });
  // What comes with the beginning is where the session's register starts.
  if (!begins && event.meterValue) {
    const isPast = event.offline === true;
    await takeMeterValues(charger, evseId, { values: event.meterValue, isPast });
  }
  return afterAnswer;
}

/** By its token; one that was not seen, by what the EVSE does. */
function isAllowed(transaction: StationTransaction, event: TransactionEventRequest): boolean {
  const { chargingState = '' } = event.transactionInfo;
  // A stopped one is also told as suspended: the EVSE offers nothing, because nobody may charge.
  const isDelivering = DELIVERING.has(chargingState) && !transaction.isStopped;
  return transaction.idTag !== null || isDelivering || chargingState === 'Charging';
}

/** Kept until the vehicle is there: the token may come before it, in an event of its own. */
function noteToken(transaction: StationTransaction, event: TransactionEventRequest): void {
  const { remoteStartId } = event.transactionInfo;
  const idTag = event.idToken?.idToken;
  if (remoteStartId !== undefined) transaction.remoteStartId = remoteStartId;
  if (remoteStartId !== undefined || idTag !== undefined) transaction.isStopped = false;
  // Nobody but this gateway can ask this station for a start.
  if (idTag !== undefined) transaction.idTag = idTag;
  else if (remoteStartId !== undefined) transaction.idTag ??= gatewayIdTag;
}

async function begin(
  charger: Charger,
  transaction: StationTransaction,
  event: TransactionEventRequest,
): Promise<InboundAnswer['afterAnswer']> {
  const { memory, clock } = charger;
  const { stationId, evseId } = transaction;
  const { energy } = memory.connector(evseId);
  const reading = parseMeterValues(event.meterValue ?? [], energy);
  const begun = await beginSession(charger, {
    connectorId: evseId,
    stationId,
    toldAs: '',
    idTag: transaction.idTag ?? '',
    remoteStartId: transaction.remoteStartId,
    hasPriority: transaction.hasPriority,
    startedAtMs: toTimeMs(event.timestamp, clock.nowMs()),
    meterStartWh: reading?.energyWh ?? energy?.energyWh ?? 0,
  });
  transaction.isBlocked = !begun.isWanted;
  return begun.afterAnswer;
}

async function stopSession(
  charger: Charger,
  transaction: StationTransaction,
  atMs: number,
): Promise<void> {
  transaction.isStopped = true;
  transaction.idTag = null;
  transaction.remoteStartId = null;
  const session = charger.memory.sessionOfStation(transaction.stationId);
  if (session?.running) await haltSession(charger, transaction.evseId, atMs);
}
