import { isIP } from 'node:net';
import type { DeviceClass, DeviceIdentity } from '../../domain/device.ts';
import type { DeviceDoor } from '../../domain/ports/devices.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { judgePublish } from './access.ts';
import type { MqttSettings } from './settings.ts';
import { isEuid } from './topics.ts';
import { type Admission, type ConnectRequest, refusalCodes } from './transport.ts';

const classes: readonly DeviceClass[] = ['battery', 'heat_pump_unit', 'heat_pump_controller'];

/** What deciding about a CONNECT needs. */
export type AdmissionParts = {
  readonly door: DeviceDoor;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: MqttSettings;
};

/**
 * Decides about a CONNECT: form first, then the secret, so that nothing malformed costs a look-up.
 * Every refusal is counted; never rejects.
 */
export function makeAdmission(
  parts: AdmissionParts,
): (request: ConnectRequest) => Promise<Admission> {
  return async (request) => {
    const admission = await judge(request, parts);
    if (admission.kind === 'refused') {
      const { reason } = admission;
      parts.metrics.count('credentials_refused', { protocol: 'mqtt', reason });
      parts.log.warn(toFields(request, reason, parts.settings), 'MQTT device refused');
    }
    return admission;
  };
}

/** What helps an operator: who it was, if that can be a name, and what it may ask for instead. */
function toFields(request: ConnectRequest, reason: string, { limits }: MqttSettings) {
  const { clientId, source, keepAliveS } = request;
  const identity = isEuid(clientId) ? clientId : null;
  if (reason !== 'keep_alive') return { reason, identity, source };
  return { reason, identity, source, keepAliveS, keepAliveMaxS: limits.mqttKeepAliveSeconds };
}

async function judge(request: ConnectRequest, parts: AdmissionParts): Promise<Admission> {
  const { clientId } = request;
  // The one allowed form excludes `/`, `+`, `#`, NUL and `$`: no id can be read as a topic.
  if (!isEuid(clientId)) return refuse('identifier', 'client_id');
  return judgeForm(clientId, request, parts.settings) ?? (await askDoor(clientId, request, parts));
}

/** The rules of mqtt.md that need no look-up; `null` when there is nothing to object to. */
function judgeForm(
  identity: DeviceIdentity,
  request: ConnectRequest,
  settings: MqttSettings,
): Admission | null {
  const { username, keepAliveS, will } = request;
  if (username !== identity) return refuse('credentials', 'username');
  if (!request.clean) return refuse('notAuthorized', 'unclean_session');
  // Without a keep-alive a half-open link would never be found (lifecycle rule 14).
  if (keepAliveS === 0 || keepAliveS > settings.limits.mqttKeepAliveSeconds) {
    return refuse('notAuthorized', 'keep_alive');
  }
  if (will !== null && !isAllowedWill(identity, will, settings)) {
    return refuse('notAuthorized', 'will');
  }
  if (!isLoopback(settings.host) && !settings.allowPlaintext) {
    return refuse('notAuthorized', 'secret_beyond_loopback');
  }
  return null;
}

function isAllowedWill(
  identity: DeviceIdentity,
  will: NonNullable<ConnectRequest['will']>,
  settings: MqttSettings,
): boolean {
  const right = judgePublish(identity, will, settings.limits);
  return right.kind === 'allowed' && right.topic.kind === 'status';
}

async function askDoor(
  identity: DeviceIdentity,
  request: ConnectRequest,
  parts: AdmissionParts,
): Promise<Admission> {
  const { password: secret, source } = request;
  try {
    const answer = await parts.door.admit({ identity, secret, source, classes });
    switch (answer.kind) {
      case 'admitted':
        return { kind: 'admitted', device: answer.device, identity };
      case 'throttled':
        return refuse('unavailable', 'throttled');
      default:
        return refuse('credentials', 'secret');
    }
  } catch (error) {
    parts.log.warn({ err: error, source }, 'MQTT admission failed');
    return refuse('unavailable', 'store');
  }
}

function refuse(code: keyof typeof refusalCodes, reason: string): Admission {
  return { kind: 'refused', code: refusalCodes[code], reason };
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
