import { type BoundCall, bindCall, type InboundCall } from '../rpc/inbound-call.ts';
import type { Settings, Voice } from '../station/voice.ts';
import { type DeviceModel, placeOf } from './device-model.ts';
import { isTokenAccepted } from './messages/authorize.ts';
import { bootRequest } from './messages/boot-notification.ts';
import { notifyStatus, notifyStatusChange } from './messages/status-notification.ts';
import { setPriorityLocally } from './priority.ts';
import type { Station2 } from './station.ts';
import {
  onAuthorized,
  onPlug,
  onSessionStart,
  onSessionStop,
  onUnplug,
  onWithdrawn,
  syncRate,
  syncState,
  tellSample,
} from './transaction.ts';

/** What a station says in OCPP 2.x, with the calls of its version. */
export function makeVoice2(
  station: Station2,
  calls: ReadonlyMap<string, InboundCall<Station2>>,
): Voice {
  const { memory, model, schemas } = station.own;
  return {
    settings: settingsOf(model),
    get transactionId() {
      return memory.transaction?.transactionId;
    },
    get isPriority() {
      return memory.transaction?.isPriority === true;
    },
    bootRequest: (reason) => bootRequest(station, reason),
    isAccepted: (grant) => isTokenAccepted(station, grant),
    announce() {
      notifyStatus(station);
      // A vehicle that was there before the station can begin a transaction by being there.
      if (station.evse.isPlugged && memory.transaction === undefined) onPlug(station);
    },
    onStatus() {
      notifyStatusChange(station);
      syncState(station);
    },
    onPlug: () => onPlug(station),
    onUnplug: () => onUnplug(station),
    onAuthorized: (grant) => onAuthorized(station, grant),
    onWithdrawn: () => onWithdrawn(station),
    onSessionStart(session) {
      if (station.character.tellsStatusTooEarly) notifyStatus(station);
      onSessionStart(station, session);
    },
    onSessionStop: (_session, reason) => onSessionStop(station, reason),
    onStep() {
      syncState(station);
      syncRate(station);
    },
    sendPeriodicSample: () => tellSample(station, 'MeterValuePeriodic'),
    onProfilesAllowed: (isAllowed) =>
      station.own.model.store(placeOf('SmartChargingCtrlr', 'Enabled'), String(isAllowed)),
    setPriority: (isWanted) => setPriorityLocally(station, isWanted),
    findCall: (action) =>
      bindCall(calls.get(action), station) ?? (schemas.has(action) ? NOT_SUPPORTED : undefined),
  };
}

/** An action of the version that this station does not have (OCPP-J 4.3). */
const NOT_SUPPORTED: BoundCall = {
  accepted: undefined,
  refused: undefined,
  receive: () => ({ kind: 'error', code: 'NotSupported', description: 'not at this station' }),
  ask: () => undefined,
};

const HEARTBEAT = placeOf('OCPPCommCtrlr', 'HeartbeatInterval');

function settingsOf(model: DeviceModel): Settings {
  return {
    get heartbeatSeconds() {
      return model.count('OCPPCommCtrlr.HeartbeatInterval');
    },
    set heartbeatSeconds(seconds) {
      model.store(HEARTBEAT, String(seconds));
    },
    get samplingSeconds() {
      return model.count('SampledDataCtrlr.TxUpdatedInterval');
    },
    get pingSeconds() {
      return model.count('OCPPCommCtrlr.WebSocketPingInterval');
    },
    get connectionTimeoutMs() {
      return model.count('TxCtrlr.EVConnectionTimeOut') * 1_000;
    },
    get attemptsMax() {
      return model.count('OCPPCommCtrlr.MessageAttempts[TransactionEvent]');
    },
    get retryMs() {
      return model.count('OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]') * 1_000;
    },
    get asksBeforeRemoteStart() {
      return model.flag('AuthCtrlr.AuthorizeRemoteStart');
    },
  };
}
