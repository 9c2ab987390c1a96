import type { Charger } from '../../charger.ts';
import { reportEvse } from '../../evses/report-evse.ts';
import type { StationTransaction } from '../../evses/station-memory.ts';
import { endSession } from '../../sessions/end-session.ts';
import { parseMeterValues } from '../meter-values.ts';
import { toTimeMs } from '../to-time.ts';
import type { TransactionEventRequest } from '../transaction-event-request.ts';

/**
 * A transaction ended (OCPP 2.0.1 E06 to E08). Never rejects: the end of one that was not known, or
 * that the store does not take now, is answered all the same.
 */
export async function endTransaction(
  charger: Charger,
  transaction: StationTransaction,
  event: TransactionEventRequest,
): Promise<void> {
  const { memory, clock, log } = charger;
  const { evseId, stationId } = transaction;
  const atMs = toTimeMs(event.timestamp, clock.nowMs());
  const session = memory.sessionOfStation(stationId);
  transaction.hasEnded = true;
  if (session?.sessionId != null) {
    const { energy } = memory.connector(evseId);
    const reading = parseMeterValues(event.meterValue ?? [], energy);
    await endSession(charger, {
      sessionId: session.sessionId,
      endedAtMs: atMs,
      meterStopWh: reading?.energyWh ?? energy?.energyWh ?? session.meterStartWh ?? 0,
      endReason: toEndReason(event),
    });
  } else if (transaction.seqNo < 0) {
    log.warn({ stationId }, 'a transaction ended that was not known to run');
  }
  await reportFree(charger, transaction, atMs);
}

/**
 * Part 2, ReasonEnumType takes an absent reason for "Local"; a person's stop it is only where the
 * trigger says so too.
 */
function toEndReason({ transactionInfo, triggerReason }: TransactionEventRequest): string | null {
  return transactionInfo.stoppedReason ?? (triggerReason === 'StopAuthorized' ? 'Local' : null);
}

/** A newer transaction may run on the EVSE already, when an end comes late. */
async function reportFree(
  charger: Charger,
  { evseId }: StationTransaction,
  atMs: number,
): Promise<void> {
  const { memory, log } = charger;
  if (memory.connector(evseId).session?.running) return;
  const evse = memory.station.evse(evseId);
  evse.chargingState = null;
  evse.hasEnded = true;
  await reportEvse(charger, evseId, { atMs, isAsked: false }).catch((error: unknown) => {
    log.warn({ evseId, err: error }, 'the state after a session is not stored');
  });
}
