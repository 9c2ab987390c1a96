import type { IPublishPacket, MqttClient, Packet } from 'mqtt';
import type { WireLog } from '../wire-log.ts';
import { maskPayload } from './masked.ts';
import { txOf } from './topics.ts';

/** Whose frames are logged, and where. */
export interface FrameLogOptions {
  readonly device: string;
  readonly version: string;
  readonly log: WireLog;
}

/** Writes every frame of a client, in and out, to the wire log. */
export function logFrames(client: MqttClient, { device, version, log }: FrameLogOptions): void {
  const add = (direction: 'in' | 'out') => (packet: Packet) => {
    const isPublish = packet.cmd === 'publish';
    const topic = isPublish ? packet.topic : undefined;
    const tx = topic === undefined ? null : txOf(topic);
    log.frame(device, {
      direction,
      protocol: `mqtt-${version}`,
      type: packet.cmd,
      id: tx ?? packet.messageId ?? null,
      ...(topic === undefined ? {} : { topic }),
      payload: isPublish ? maskPayload(packet.topic, readPayload(packet)) : readHeader(packet),
    });
  };
  // mqtt.js tells of every packet but its own CONNECT, which it writes once the stream is open.
  const opened = client.options.protocol === 'mqtts' ? 'secureConnect' : 'connect';
  client.stream.once(opened, () => add('out')(connectPacketOf(client)));
  client.on('packetreceive', add('in'));
  client.on('packetsend', add('out'));
}

/** The payload as JSON where it is JSON, else as text. */
function readPayload(packet: IPublishPacket): unknown {
  const text = packet.payload.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What matters of a frame that is not a PUBLISH; never the password of a CONNECT. */
function readHeader(packet: Packet): unknown {
  switch (packet.cmd) {
    case 'connect':
      return { clientId: packet.clientId, clean: packet.clean, keepalive: packet.keepalive };
    case 'connack':
      return { returnCode: packet.returnCode ?? packet.reasonCode };
    case 'subscribe':
      return { subscriptions: packet.subscriptions };
    case 'suback':
      return { granted: packet.granted };
    default:
      return null;
  }
}

function connectPacketOf({ options }: MqttClient): Packet {
  const { clientId = '', clean = true, keepalive = 0 } = options;
  return { cmd: 'connect', clientId, clean, keepalive };
}
