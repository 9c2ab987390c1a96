import type {
  CsrAnswer,
  DeskRejection,
  RegistrationAnswer,
  RotationAnswer,
} from '../../domain/ports/provisioning-desk.ts';
import type {
  CsrAcceptedPayload,
  RegisterAcceptedPayload,
  RejectedPayload,
  RotationAcceptedPayload,
} from './schemas/provisioning.ts';
import type { MqttLimits } from './settings.ts';
import { toTopicRoot, type Verdict } from './topics.ts';

/** An answer as it goes on the wire: the last level of its topic, and its payload. */
export type WireAnswer = { readonly verdict: Verdict; readonly payload: Buffer };

/** Where a registered device finds the TLS listener from now on. */
export type BrokerAddress = { readonly host: string; readonly port: number };

/** The answer to bytes that no desk could read. */
export const unreadable: DeskRejection = {
  kind: 'rejected',
  status: 400,
  code: 'invalid_request',
  detail: 'The request is not JSON that we read.',
};

/** The answer when we failed: nothing is known to be wrong with the request. */
export const failed: DeskRejection = {
  kind: 'rejected',
  status: 503,
  code: 'unavailable',
  detail: 'The gateway could not answer, try again later.',
};

/** `csr/accepted|rejected` of a claim (provisioning.md 2.3, step 4). */
export function toCsrAnswer(answer: CsrAnswer): WireAnswer {
  if (answer.kind === 'rejected') return toRejected(answer);
  const { certificatePem, chainPem, ownershipToken, expiresAtMs } = answer;
  return toAccepted<CsrAcceptedPayload>({
    ...(certificatePem === null ? {} : { certificatePem }),
    chainPem,
    certificateOwnershipToken: ownershipToken,
    expiresAt: new Date(expiresAtMs).toISOString(),
  });
}

/** `register/accepted|rejected` of a claim (provisioning.md 2.3, step 5). */
export function toRegisterAnswer(
  answer: RegistrationAnswer,
  broker: BrokerAddress,
  limits: MqttLimits,
): WireAnswer {
  if (answer.kind === 'rejected') return toRejected(answer);
  const { identity, certificatePem, chainPem } = answer;
  return toAccepted<RegisterAcceptedPayload>({
    euid: identity,
    mqttHost: broker.host,
    mqttPort: broker.port,
    topicRoot: toTopicRoot(identity),
    limits: {
      keepAliveS: limits.mqttKeepAliveSeconds,
      packetBytes: limits.mqttPacketBytes,
      commandBytes: limits.mqttCommandBytes,
      stateBytes: limits.mqttStateBytes,
      telemetryBytes: limits.mqttTelemetryBytes,
    },
    ...(certificatePem === null ? {} : { certificatePem }),
    ...(chainPem === null ? {} : { chainPem }),
  });
}

/** `cert/csr/accepted|rejected` of a device (provisioning.md, "Rotation"). */
export function toRotationAnswer(answer: RotationAnswer): WireAnswer {
  if (answer.kind === 'rejected') return toRejected(answer);
  const { certificatePem, chainPem, notAfterMs } = answer;
  const notAfter = new Date(notAfterMs).toISOString();
  return toAccepted<RotationAcceptedPayload>({ certificatePem, chainPem, notAfter });
}

function toRejected({ status, code, detail }: DeskRejection): WireAnswer {
  const payload: RejectedPayload = { statusCode: status, errorCode: code, errorMessage: detail };
  return { verdict: 'rejected', payload: Buffer.from(JSON.stringify(payload)) };
}

function toAccepted<Payload extends object>(payload: Payload): WireAnswer {
  return { verdict: 'accepted', payload: Buffer.from(JSON.stringify(payload)) };
}
