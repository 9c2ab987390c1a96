import type { Device } from '../../domain/device.ts';
import type { DeviceConnection, Order, PreparedOrder } from '../../domain/ports/connections.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { SendResult } from '../../domain/reply.ts';
import type { TransactionId } from '../../domain/transaction.ts';
import type { RequestFrame, RequestWriter } from './request-frame.ts';
import { silentCommandsMax } from './settings.ts';
import { toRequestTopic } from './topics.ts';
import { toTracedPayload } from './traced-payload.ts';
import type { TransportLink } from './transport.ts';

/** What a connection of one epoch is made of. */
export type ConnectionParts = {
  readonly device: Device;
  readonly epoch: number;
  readonly link: TransportLink;
  readonly write: RequestWriter;
  readonly log: Log;
  /** False once a later birth on the same link, or the end of the session, has replaced it. */
  readonly isCurrent: (connection: DeviceConnection) => boolean;
};

/** A device's connection as the adapter sees it. */
export type MqttConnection = DeviceConnection & {
  /** The device answered some command: it is no zombie. */
  noteAnswer(): void;
};

/**
 * A birth's connection. A command goes out on its link or not at all; a PUBACK is never an answer
 * (lifecycle rules 14 and 16). The core does not tell us of windows that passed, so a zombie is
 * found when the next command comes: the lane sends it only after the earlier ones went unanswered.
 */
export function makeConnection(parts: ConnectionParts): MqttConnection {
  const { device, epoch, link, write } = parts;
  const unanswered = new Set<TransactionId>();
  const connection: MqttConnection = {
    deviceId: device.id,
    identity: link.identity,
    protocol: 'mqtt',
    epoch,
    procedure: 'single-frame',
    isReady: () => link.isOpen() && parts.isCurrent(connection),
    noteAnswer: () => unanswered.clear(),
    prepare(order): PreparedOrder {
      const frame = write(order, epoch);
      if (frame === null) return prepareUnsupported(order);
      return { frameHash: frame.hash, send: (signal) => send(order, frame, signal) };
    },
    close(reason) {
      if (parts.isCurrent(connection)) link.close(reason);
    },
  };
  const send = async (
    order: Order,
    frame: RequestFrame,
    signal: AbortSignal,
  ): Promise<SendResult> => {
    if (signal.aborted) return unreachable('given up before it was sent');
    if (!connection.isReady()) return unreachable('the connection is closed');
    if (isZombie(unanswered, order.transactionId)) {
      link.close('three commands in a row went unanswered');
      return unreachable('the device no longer answers');
    }
    unanswered.add(order.transactionId);
    const topic = toRequestTopic(link.identity, order.transactionId);
    parts.log.trace(
      { direction: 'out', topic, payload: toTracedPayload(frame.payload) },
      'MQTT frame',
    );
    const written = await link.publish(topic, frame.payload);
    if (written === 'written') return { kind: 'pending' };
    unanswered.delete(order.transactionId);
    return unreachable('the link closed before the frame left');
  };
  return connection;
}

function isZombie(unanswered: ReadonlySet<TransactionId>, next: TransactionId): boolean {
  return unanswered.size >= silentCommandsMax && !unanswered.has(next);
}

function prepareUnsupported({ command }: Order): PreparedOrder {
  const detail = `MQTT devices take no ${command.kind}`;
  return { frameHash: null, send: async () => ({ kind: 'unsupported', detail }) };
}

function unreachable(detail: string): SendResult {
  return { kind: 'unreachable', detail };
}
