import type { EvseSession, StopReason } from '../../hardware/evse.ts';
import type { JsonObject } from '../../rpc/frame.ts';
import type { Station16 } from '../station.ts';
import { tagStatus } from './authorize.ts';

/** The id of a transaction that no central system ever numbered. */
const NEVER_NUMBERED = -1;

/** StartTransaction (OCPP 1.6 4.8): the same payload at every repetition, until it is answered. */
export function reportStart(station: Station16, session: EvseSession): void {
  const request: JsonObject = {
    connectorId: station.evse.connectorId,
    idTag: session.idTag,
    meterStart: Math.round(session.meterStartWh),
    timestamp: new Date(session.startedAtMs).toISOString(),
  };
  station.transactions.push({
    action: 'StartTransaction',
    payload: () => request,
    onAnswer: (answer) => onNumbered(station, session, answer),
  });
}

/** StopTransaction (OCPP 1.6 4.10); its id is read when it is sent, since it may come late. */
export function reportStop(station: Station16, session: EvseSession, reason: StopReason): void {
  const facts = {
    idTag: session.idTag,
    meterStop: Math.round(station.evse.meterWh),
    timestamp: station.clock.now().toISOString(),
    reason,
  };
  // Who stops at once has not read the number yet (ocpp.md 3.4).
  const isTooSoon = station.character.stopsRemoteStarts && reason === 'Other';
  const idOf = () => (isTooSoon ? undefined : session.transactionId) ?? NEVER_NUMBERED;
  station.transactions.push({
    action: 'StopTransaction',
    payload: () => ({ ...facts, transactionId: idOf() }),
  });
}

function onNumbered(station: Station16, session: EvseSession, answer: JsonObject): void {
  const id = answer['transactionId'];
  session.transactionId = typeof id === 'number' && Number.isInteger(id) ? id : NEVER_NUMBERED;
  const isWelcome = tagStatus(answer) === 'Accepted';
  if (isWelcome || !station.own.configuration.flag('StopTransactionOnInvalidId')) return;
  if (station.evse.session === session) station.evse.stop('DeAuthorized');
}
