import type { DeviceIdentity } from '../../domain/device.ts';
import type { MqttLimits } from './settings.ts';
import {
  type ClaimStep,
  type DeviceTopic,
  parseClaimTopic,
  parseTopic,
  toClaimFilters,
  toCommandFilter,
  toRotationTopic,
  toTopicRoot,
} from './topics.ts';
import type { DevicePacket, LinkAccess } from './transport.ts';

/** How the rows of mqtt.md's scheme are published, and how large they may be. */
type Row = {
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly bytesMax: (limits: MqttLimits) => number;
};

const commandBytes = (limits: MqttLimits) => limits.mqttCommandBytes;
const stateBytes = (limits: MqttLimits) => limits.mqttStateBytes;
const telemetryBytes = (limits: MqttLimits) => limits.mqttTelemetryBytes;

const rows: Readonly<Record<DeviceTopic['kind'], Row>> = {
  status: { qos: 1, retain: true, bytesMax: commandBytes },
  describe: { qos: 1, retain: true, bytesMax: stateBytes },
  state: { qos: 1, retain: true, bytesMax: stateBytes },
  telemetry: { qos: 0, retain: false, bytesMax: telemetryBytes },
  event: { qos: 1, retain: false, bytesMax: commandBytes },
  answer: { qos: 1, retain: false, bytesMax: commandBytes },
  csr: { qos: 1, retain: false, bytesMax: commandBytes },
};

const claimRow: Row = { qos: 1, retain: false, bytesMax: commandBytes };

/** A publish that is let through, or the word under which its denial is counted. */
export type PublishRight<Topic> =
  | { readonly kind: 'allowed'; readonly topic: Topic }
  | {
      readonly kind: 'denied';
      readonly reason: 'foreign_topic' | 'wrong_qos' | 'wrong_retain' | 'too_large';
    };

/** May this device publish that? Exactly the dev->gw rows, with their QoS and retain flag. */
export function judgePublish(
  identity: DeviceIdentity,
  packet: DevicePacket,
  limits: MqttLimits,
): PublishRight<DeviceTopic> {
  const topic = parseTopic(identity, packet.topic);
  if (topic === null) return { kind: 'denied', reason: 'foreign_topic' };
  return judgeRow(rows[topic.kind], topic, { packet, limits });
}

/** May this claim's session publish that? Its two requests, and nothing of any device. */
export function judgeClaimPublish(
  claimId: string,
  packet: DevicePacket,
  limits: MqttLimits,
): PublishRight<ClaimStep> {
  const step = parseClaimTopic(claimId, packet.topic);
  if (step === null) return { kind: 'denied', reason: 'foreign_topic' };
  return judgeRow(claimRow, step, { packet, limits });
}

function judgeRow<Topic>(
  row: Row,
  topic: Topic,
  { packet, limits }: { packet: DevicePacket; limits: MqttLimits },
): PublishRight<Topic> {
  if (packet.qos !== row.qos) return { kind: 'denied', reason: 'wrong_qos' };
  if (packet.retain !== row.retain) return { kind: 'denied', reason: 'wrong_retain' };
  if (packet.payload.length > row.bytesMax(limits)) return { kind: 'denied', reason: 'too_large' };
  return { kind: 'allowed', topic };
}

/**
 * What a device may hear: its own commands and certificate answers, by their literal filters. They
 * are made when they are asked for: an idle link holds none of them.
 */
export class DeviceAccess implements LinkAccess {
  readonly name: DeviceIdentity;

  constructor(identity: DeviceIdentity) {
    this.name = identity;
  }

  get mainFilter(): string {
    return toCommandFilter(this.name);
  }

  maySubscribe(filter: string, qos: number): boolean {
    return qos <= 1 && [this.mainFilter, ...toAnswerTopics(this.name)].includes(filter);
  }

  mayReceive(topic: string): boolean {
    const isCommand = topic.startsWith(`${toTopicRoot(this.name)}/cmd/`);
    return isCommand || toAnswerTopics(this.name).includes(topic);
  }
}

function toAnswerTopics(identity: DeviceIdentity): readonly string[] {
  return [toRotationTopic(identity, 'accepted'), toRotationTopic(identity, 'rejected')];
}

/** What a claim's session may hear: the answers to its own requests. */
export function toClaimAccess(claimId: string): LinkAccess {
  const filters = toClaimFilters(claimId);
  return {
    name: claimId,
    mainFilter: null,
    maySubscribe: (filter, qos) => qos <= 1 && filters.includes(filter),
    // A topic holds no wildcard, so the filter of all of them matches nothing here.
    mayReceive: (topic) => filters.includes(topic),
  };
}
