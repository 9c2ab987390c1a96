import type { DeviceIdentity } from '../../domain/device.ts';
import { judgePublish } from './access.ts';
import type { MqttLimits } from './settings.ts';
import type { ConnectRequest, Refusal } from './transport.ts';
import { refuse } from './visitor.ts';

/**
 * The rules of mqtt.md for every CONNECT, whoever it is from: clean session, a keep-alive, and a
 * will on nothing but the status of the device that `will` names (`null` = none at all).
 */
export function judgeSession(
  request: ConnectRequest,
  rules: { will: DeviceIdentity | null; limits: MqttLimits },
): Refusal | null {
  const { keepAliveS, will } = request;
  if (!request.clean) return refuse('notAuthorized', 'unclean_session');
  // Without a keep-alive a half-open link would never be found (lifecycle rule 14).
  if (keepAliveS === 0 || keepAliveS > rules.limits.mqttKeepAliveSeconds) {
    return refuse('notAuthorized', 'keep_alive');
  }
  if (will !== null && !isAllowedWill(rules.will, will, rules.limits)) {
    return refuse('notAuthorized', 'will');
  }
  return null;
}

function isAllowedWill(
  identity: DeviceIdentity | null,
  will: NonNullable<ConnectRequest['will']>,
  limits: MqttLimits,
): boolean {
  if (identity === null) return false;
  const right = judgePublish(identity, will, limits);
  return right.kind === 'allowed' && right.topic.kind === 'status';
}
