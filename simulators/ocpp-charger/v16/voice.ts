import { cannot } from '../../lib/device.ts';
import { bindCall } from '../rpc/inbound-call.ts';
import type { Settings, Voice } from '../station/voice.ts';
import { ALL_CALLS } from './calls/all-calls.ts';
import type { Configuration } from './configuration.ts';
import { isTagAccepted } from './messages/authorize.ts';
import { bootRequest } from './messages/boot-notification.ts';
import { sendPeriodicSample } from './messages/meter-values.ts';
import { notifyAllStatuses, notifyStatus } from './messages/status-notification.ts';
import { reportStart, reportStop } from './messages/transaction.ts';
import type { Station16 } from './station.ts';

/** What a charge point says in OCPP 1.6; a transaction is nothing but a session there. */
export function makeVoice16(station: Station16): Voice {
  return {
    settings: settingsOf(station.own.configuration),
    get transactionId() {
      return station.evse.session?.transactionId;
    },
    isPriority: false,
    bootRequest: () => bootRequest(station.id, station.character),
    isAccepted: ({ tag }) => isTagAccepted(station, tag),
    announce: () => notifyAllStatuses(station),
    onStatus: () => notifyStatus(station, station.evse.connectorId),
    onPlug() {},
    onUnplug() {},
    onAuthorized() {},
    onWithdrawn() {},
    onSessionStart(session) {
      if (station.character.tellsStatusTooEarly) notifyAllStatuses(station);
      reportStart(station, session);
    },
    onSessionStop(session, reason) {
      station.profiles.endOfTransaction(station.evse.connectorId);
      reportStop(station, session, reason);
    },
    onStep() {},
    sendPeriodicSample: () => sendPeriodicSample(station),
    // A switch inside the box: no key tells of it.
    onProfilesAllowed: () => {},
    setPriority: () => cannot('charge with priority', 'charger of OCPP 1.6'),
    findCall: (action) => bindCall(ALL_CALLS.get(action), station),
  };
}

function settingsOf(configuration: Configuration): Settings {
  return {
    get heartbeatSeconds() {
      return configuration.count('HeartbeatInterval');
    },
    set heartbeatSeconds(seconds) {
      configuration.change('HeartbeatInterval', String(seconds));
    },
    get samplingSeconds() {
      return configuration.count('MeterValueSampleInterval');
    },
    get pingSeconds() {
      return configuration.count('WebSocketPingInterval');
    },
    get connectionTimeoutMs() {
      return configuration.count('ConnectionTimeOut') * 1_000;
    },
    get attemptsMax() {
      return configuration.count('TransactionMessageAttempts');
    },
    get retryMs() {
      return configuration.count('TransactionMessageRetryInterval') * 1_000;
    },
    get asksBeforeRemoteStart() {
      return configuration.flag('AuthorizeRemoteTxRequests');
    },
  };
}
