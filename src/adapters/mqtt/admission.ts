import { isIP } from 'node:net';
import { makeWarningBySource } from '../../domain/bounded-warning.ts';
import type { DeviceIdentity } from '../../domain/device.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { admitByCertificate } from './certificate-admission.ts';
import { judgeSession } from './session-form.ts';
import type { MqttPorts, MqttSettings } from './settings.ts';
import { isEuid, isUuid } from './topics.ts';
import type { ConnectRequest } from './transport.ts';
import { classes, type Decision, refuse, toDecision } from './visitor.ts';

/** What deciding about a CONNECT needs. */
export type AdmissionParts = Pick<MqttPorts, 'door' | 'certificateDoor' | 'peers' | 'desk'> & {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly settings: MqttSettings;
};

/**
 * Decides about a CONNECT: form first, then who it is, so that nothing malformed costs a look-up.
 * By the plain listener a secret says who, to peers on this machine only, wherever the listener
 * binds; by the TLS listener the certificate alone. Every refusal is counted; never rejects.
 */
export function makeAdmission(
  parts: AdmissionParts,
): (request: ConnectRequest) => Promise<Decision> {
  const warn = makeWarningBySource(parts, 'MQTT device refused');
  return async (request) => {
    const decision = await judge(request, parts);
    if (decision.kind === 'refused') {
      const { reason } = decision;
      parts.metrics.count('credentials_refused', { protocol: 'mqtt', reason });
      warn(request.source, toFields(request, reason, parts.settings));
    }
    return decision;
  };
}

/** What helps an operator: who it was, if that can be a name, and what it may ask for instead. */
function toFields(request: ConnectRequest, reason: string, { limits }: MqttSettings) {
  const { clientId, keepAliveS } = request;
  const identity = isEuid(clientId) || isUuid(clientId) ? clientId : null;
  if (reason !== 'keep_alive') return { reason, identity };
  return { reason, identity, keepAliveS, keepAliveMaxS: limits.mqttKeepAliveSeconds };
}

async function judge(request: ConnectRequest, parts: AdmissionParts): Promise<Decision> {
  const { channel } = request;
  try {
    return channel.listener === 'tls'
      ? await admitByCertificate(request, channel.certificateDer, parts)
      : await admitBySecret(request, parts);
  } catch (error) {
    parts.log.warn({ err: error, source: request.source }, 'MQTT admission failed');
    return refuse('unavailable', 'store');
  }
}

async function admitBySecret(request: ConnectRequest, parts: AdmissionParts): Promise<Decision> {
  const { clientId: identity, source, password: secret } = request;
  // The one allowed form excludes `/`, `+`, `#`, NUL and `$`: no id can be read as a topic.
  if (!isEuid(identity)) return refuse('identifier', 'client_id');
  const objection = judgeSecretForm(identity, request, parts.settings);
  if (objection) return objection;
  const ask = () => parts.door.admit({ identity, secret, source, classes });
  return toDecision(await ask(), {
    toVisitor: (device) => ({
      ...{ kind: 'device', device, identity, fingerprint: null, endsAtMs: null },
      confirm: async () => (await ask()).kind === 'admitted',
    }),
    refusal: refuse('credentials', 'secret'),
  });
}

/** What the plain listener minds before any look-up; `null` when there is nothing. */
function judgeSecretForm(
  identity: DeviceIdentity,
  request: ConnectRequest,
  settings: MqttSettings,
): Decision | null {
  if (request.username !== identity) return refuse('credentials', 'username');
  const objection = judgeSession(request, { will: identity, limits: settings.limits });
  if (objection) return objection;
  if (!isLoopback(request.source)) {
    return refuse('notAuthorized', 'secret_beyond_loopback');
  }
  return null;
}

/** True for the address of a peer that is on this machine, as IPv4, IPv6 or one in the other. */
export function isLoopback(address: string): boolean {
  if (address === '::1') return true;
  const four = address.replace(/^::ffff:/i, '');
  return isIP(four) === 4 && four.startsWith('127.');
}
