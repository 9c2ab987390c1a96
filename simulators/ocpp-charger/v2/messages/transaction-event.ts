import type { JsonObject } from '../../rpc/frame.ts';
import type { Grant } from '../../station/station.ts';
import type { ChargingState, Station2, Transaction } from '../station.ts';
import { toIdToken, tokenStatus } from './id-token.ts';
import { type ReadingContext, takeSample } from './meter-value.ts';

/** What one event says beyond what every event of the transaction says. */
export type EventFacts = {
  readonly eventType: 'Started' | 'Updated' | 'Ended';
  /** TriggerReasonEnumType. */
  readonly triggerReason: string;
  readonly chargingState: ChargingState;
  readonly context: ReadingContext;
  /** Who it is for; told once, when the token is presented (E03). */
  readonly grant?: Grant | undefined;
  /** ReasonEnumType; of an Ended only. */
  readonly stoppedReason?: string;
  /** The central system does not accept the token (E05). */
  readonly onRefused: () => void;
};

/**
 * Queues one TransactionEvent with the next number of its transaction (E01.FR.07). What happens
 * while the link is down says so, and follows in order (E04).
 */
export function tellEvent(station: Station2, transaction: Transaction, facts: EventFacts): void {
  const payload = toPayload(station, transaction, facts);
  transaction.seqNo += 1;
  transaction.told = facts.chargingState;
  transaction.toldAmps = station.evse.offeredAmps;
  station.transactions.push({
    action: 'TransactionEvent',
    // E04.FR.07: of a full queue the samples go first.
    isExpendable: facts.context === 'Sample.Periodic',
    payload: () => payload,
    onAnswer(answer) {
      const status = tokenStatus(answer);
      if (status !== undefined && status !== 'Accepted') facts.onRefused();
    },
  });
}

function toPayload(station: Station2, transaction: Transaction, facts: EventFacts): JsonObject {
  const { evse } = station;
  const { transactionId, remoteStartId, seqNo } = transaction;
  const { chargingState, stoppedReason, grant } = facts;
  const meterValue = takeSample(station, facts.context);
  return {
    eventType: facts.eventType,
    timestamp: station.clock.now().toISOString(),
    triggerReason: facts.triggerReason,
    seqNo,
    ...(!station.transactions.isOnline && { offline: true }),
    ...(chargingState === 'Charging' && { numberOfPhasesUsed: evse.present.phases }),
    transactionInfo: {
      transactionId,
      chargingState,
      ...(remoteStartId !== undefined && { remoteStartId }),
      ...(stoppedReason !== undefined && { stoppedReason }),
    },
    ...(facts.eventType === 'Started' && {
      evse: { id: evse.connectorId, connectorId: evse.connectorId },
    }),
    ...(grant !== undefined && { idToken: toIdToken(grant) }),
    ...(meterValue.length > 0 && { meterValue }),
  };
}
