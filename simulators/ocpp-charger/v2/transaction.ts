import { randomUUID } from 'node:crypto';
import type { EvseSession, StopReason } from '../hardware/evse.ts';
import type { Grant } from '../station/station.ts';
import { type EventFacts, tellEvent } from './messages/transaction-event.ts';
import type { ChargingState, Station2, Transaction } from './station.ts';

/**
 * The life of a transaction (E01 to E07). It begins at the first of TxStartPoint and ends at the
 * first of TxStopPoint; power flows only within one. At most one runs, since there is one EVSE.
 */

/** A vehicle has come. */
export function onPlug(station: Station2): void {
  const { evse, own } = station;
  const isUsable = evse.isOperative && evse.faultCode === undefined;
  const starts = startsAt(station, 'EVConnected') && isUsable;
  if (own.memory.transaction === undefined && starts) begin(station, 'CablePluggedIn', undefined);
  else syncState(station);
}

/** The vehicle has left; a transaction that outlived its authorisation ends now. */
export function onUnplug(station: Station2): void {
  end(station, { trigger: 'EVCommunicationLost', reason: 'EVDisconnected', state: 'Idle' });
}

/** A token may charge. */
export function onAuthorized(station: Station2, grant: Grant): void {
  const { memory } = station.own;
  memory.grant = grant;
  memory.wasPluggedFirst = station.evse.isPlugged;
  const triggerReason = authorizedBy(grant);
  const { transaction } = memory;
  if (transaction === undefined) {
    if (startsAt(station, 'Authorized')) begin(station, triggerReason, grant);
    return;
  }
  transaction.remoteStartId ??= grant.remoteStartId;
  const chargingState = presentState(station);
  const context = 'Other';
  tell(station, transaction, {
    eventType: 'Updated',
    triggerReason,
    chargingState,
    context,
    grant,
  });
}

/** No vehicle came in time (E03.FR.05). */
export function onWithdrawn(station: Station2): void {
  station.own.memory.grant = undefined;
  end(station, { trigger: 'EVConnectTimeout', reason: 'Timeout', state: 'Idle' });
}

/** The relay has closed. */
export function onSessionStart(station: Station2, session: EvseSession): void {
  const { memory } = station.own;
  const { grant } = memory;
  memory.grant = undefined;
  if (memory.transaction === undefined) {
    const isFirst = memory.wasPluggedFirst && grant !== undefined;
    begin(station, isFirst ? authorizedBy(grant) : 'CablePluggedIn', grant);
  }
  session.transactionId = memory.transaction?.transactionId;
}

/** OCPP 2.0.1 words for why a session ended: trigger and stoppedReason. */
const STOPS: Readonly<Record<StopReason, readonly [trigger: string, reason: string]>> = {
  DeAuthorized: ['Deauthorized', 'DeAuthorized'],
  EVDisconnected: ['EVCommunicationLost', 'EVDisconnected'],
  HardReset: ['AbnormalCondition', 'PowerLoss'],
  Local: ['StopAuthorized', 'Local'],
  Other: ['AbnormalCondition', 'Other'],
  Remote: ['RemoteStop', 'Remote'],
  SoftReset: ['ResetCommand', 'ImmediateReset'],
};

/** The relay has opened. A transaction that ends with the vehicle alone goes on without power. */
export function onSessionStop(station: Station2, why: StopReason): void {
  const { transaction } = station.own.memory;
  const [trigger, reason] = STOPS[why];
  const state = why === 'EVDisconnected' ? 'Idle' : 'EVConnected';
  const goesOn = !stopsAt(station, 'Authorized') && !stopsAt(station, 'PowerPathClosed');
  const isDeliberate = why === 'Local' || why === 'Remote' || why === 'DeAuthorized';
  if (transaction === undefined || !goesOn || !isDeliberate) {
    end(station, { trigger, reason, state });
    return;
  }
  tell(station, transaction, {
    eventType: 'Updated',
    triggerReason: trigger,
    chargingState: state,
    context: 'Other',
  });
}

/** RequestStopTransaction (F03): with or without power, the transaction is over. */
export function stopRemotely(station: Station2): void {
  station.advance();
  station.evse.stop('Remote');
  end(station, { trigger: 'RemoteStop', reason: 'Remote', state: presentState(station) });
}

/** Tells a charging state that is not the one told last. */
export function syncState(station: Station2): void {
  const { transaction } = station.own.memory;
  if (transaction === undefined) return;
  const chargingState = presentState(station);
  if (chargingState === transaction.told) return;
  const hasComeNow = transaction.told === 'Idle';
  tell(station, transaction, {
    eventType: 'Updated',
    triggerReason: hasComeNow ? 'CablePluggedIn' : 'ChargingStateChanged',
    chargingState,
    context: 'Other',
  });
}

/** Tells a limit that has moved by more than LimitChangeSignificance per cent. */
export function syncRate(station: Station2): void {
  const { transaction } = station.own.memory;
  const { offeredAmps, session } = station.evse;
  if (transaction === undefined || session === undefined) return;
  const significance = station.own.model.count('SmartChargingCtrlr.LimitChangeSignificance');
  const base = Math.max(transaction.toldAmps, offeredAmps);
  const changePercent = (Math.abs(offeredAmps - transaction.toldAmps) / base) * 100;
  // Between two zeros nothing has moved.
  if (base === 0 || changePercent <= significance) return;
  tell(station, transaction, {
    eventType: 'Updated',
    triggerReason: 'ChargingRateChanged',
    chargingState: presentState(station),
    context: 'Other',
  });
}

/** A sample because its time has come, or because it was asked for. */
export function tellSample(
  station: Station2,
  triggerReason: 'MeterValuePeriodic' | 'Trigger',
): void {
  station.advance();
  const { transaction } = station.own.memory;
  if (transaction === undefined) return;
  tell(station, transaction, {
    eventType: 'Updated',
    triggerReason,
    chargingState: presentState(station),
    context: triggerReason === 'Trigger' ? 'Trigger' : 'Sample.Periodic',
  });
}

/** What the vehicle and the relay say now. */
export function presentState({ evse }: Station2): ChargingState {
  if (!evse.isPlugged) return 'Idle';
  switch (evse.status) {
    case 'Charging':
    case 'SuspendedEV':
    case 'SuspendedEVSE':
      return evse.status;
    default:
      return 'EVConnected';
  }
}

function begin(station: Station2, triggerReason: string, grant: Grant | undefined): void {
  const chargingState = station.evse.isPlugged ? 'EVConnected' : 'Idle';
  const transaction: Transaction = {
    transactionId: randomUUID(),
    seqNo: 0,
    remoteStartId: grant?.remoteStartId,
    told: chargingState,
    toldAmps: 0,
    isPriority: false,
  };
  station.own.memory.transaction = transaction;
  tell(station, transaction, {
    eventType: 'Started',
    triggerReason,
    chargingState,
    context: 'Transaction.Begin',
    grant,
  });
}

function end(
  station: Station2,
  how: { readonly trigger: string; readonly reason: string; readonly state: ChargingState },
): void {
  const { memory } = station.own;
  const { transaction } = memory;
  if (transaction === undefined) return;
  memory.transaction = undefined;
  station.profiles.endOfTransaction(station.evse.connectorId);
  tell(station, transaction, {
    eventType: 'Ended',
    triggerReason: how.trigger,
    chargingState: how.state,
    context: 'Transaction.End',
    stoppedReason: how.reason,
  });
  if (!memory.resetsWhenIdle) return;
  memory.resetsWhenIdle = false;
  station.reboot('Soft', 'RemoteReset');
}

function tell(
  station: Station2,
  transaction: Transaction,
  facts: Omit<EventFacts, 'onRefused'>,
): void {
  tellEvent(station, transaction, { ...facts, onRefused: () => refuse(station, transaction) });
}

/** E05: a token that is refused ends the transaction, unless the station is set otherwise. */
function refuse(station: Station2, transaction: Transaction): void {
  const { memory, model } = station.own;
  if (memory.transaction !== transaction || !model.flag('TxCtrlr.StopTxOnInvalidId')) return;
  const hasPower = station.evse.session !== undefined;
  station.evse.withdraw();
  station.evse.stop('DeAuthorized');
  if (hasPower) return;
  end(station, { trigger: 'Deauthorized', reason: 'DeAuthorized', state: presentState(station) });
}

function authorizedBy(grant: Grant): string {
  return grant.remoteStartId === undefined ? 'Authorized' : 'RemoteStart';
}

const startsAt = ({ own }: Station2, point: string): boolean =>
  own.model.items('TxCtrlr.TxStartPoint').includes(point);
const stopsAt = ({ own }: Station2, point: string): boolean =>
  own.model.items('TxCtrlr.TxStopPoint').includes(point);
