import type { DeviceIdentity } from '../../domain/device.ts';
import type { MqttLimits } from './settings.ts';
import { type DeviceTopic, parseTopic, toCommandFilter } from './topics.ts';
import type { DevicePacket } from './transport.ts';

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
};

/** A publish that is let through, or the word under which its denial is counted. */
export type PublishRight =
  | { readonly kind: 'allowed'; readonly topic: DeviceTopic }
  | {
      readonly kind: 'denied';
      readonly reason: 'foreign_topic' | 'wrong_qos' | 'wrong_retain' | 'too_large';
    };

/** May this device publish that? Exactly the dev->gw rows, with their QoS and retain flag. */
export function judgePublish(
  identity: DeviceIdentity,
  packet: DevicePacket,
  limits: MqttLimits,
): PublishRight {
  const topic = parseTopic(identity, packet.topic);
  if (topic === null) return { kind: 'denied', reason: 'foreign_topic' };
  const row = rows[topic.kind];
  if (packet.qos !== row.qos) return { kind: 'denied', reason: 'wrong_qos' };
  if (packet.retain !== row.retain) return { kind: 'denied', reason: 'wrong_retain' };
  if (packet.payload.length > row.bytesMax(limits)) return { kind: 'denied', reason: 'too_large' };
  return { kind: 'allowed', topic };
}

/** May this device subscribe to that? Its own commands and certificate answers, literally. */
export function maySubscribe(identity: DeviceIdentity, filter: string, qos: number): boolean {
  if (qos > 1) return false;
  return (
    filter === toCommandFilter(identity) ||
    filter === `gw/v1/${identity}/cert/csr/accepted` ||
    filter === `gw/v1/${identity}/cert/csr/rejected`
  );
}
