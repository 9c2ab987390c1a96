import type { CommandOf } from '../../domain/command.ts';
import type { Device, DeviceIdentity } from '../../domain/device.ts';
import type { DeviceConnection, Order, PreparedOrder } from '../../domain/ports/connections.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { SendResult } from '../../domain/reply.ts';
import type { TransactionId } from '../../domain/transaction.ts';
import type { FrameTap } from './frame-tap.ts';
import type { RequestFrame, RequestWriter } from './request-frame.ts';
import { silentCommandsMax } from './settings.ts';
import { toRequestTopic } from './topics.ts';
import { toTracedPayload } from './traced-payload.ts';
import type { TransportLink } from './transport.ts';

/** What a connection of one epoch is made of. */
export type ConnectionParts = {
  readonly device: Device;
  readonly identity: DeviceIdentity;
  /** SHA-256 of the certificate that the link came with, 64 hex; `null` = a secret. */
  readonly fingerprint: string | null;
  readonly epoch: number;
  readonly link: TransportLink;
  readonly write: RequestWriter;
  readonly log: Log;
  readonly tap: FrameTap;
  /** False once a later birth on the same link, or the end of the session, has replaced it. */
  readonly isCurrent: (connection: DeviceConnection) => boolean;
  /** False until the device was confirmed to be let in still. */
  readonly isConfirmed: () => boolean;
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
  const { device, identity, epoch, link, write } = parts;
  const unanswered = new Set<TransactionId>();
  const connection: MqttConnection = {
    deviceId: device.id,
    identity,
    protocol: 'mqtt',
    epoch,
    procedure: 'single-frame',
    isReady: () => link.isOpen() && parts.isConfirmed() && parts.isCurrent(connection),
    noteAnswer: () => unanswered.clear(),
    prepare(order): PreparedOrder {
      const { command } = order;
      if (command.kind === 'provision') return prepareProvision(command, parts.fingerprint);
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
    const topic = toRequestTopic(identity, order.transactionId);
    parts.log.trace(
      { direction: 'out', topic, payload: toTracedPayload(frame.payload) },
      'MQTT frame',
    );
    parts.tap.sent(topic, frame.payload);
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

/**
 * Nothing goes over the wire: this link is either on the certificate that the device was to come
 * back with, and its birth on it is stored, or it is not. Then the birth that is to come decides,
 * and what waits behind it need not wait for that: `unreachable` would hold the whole mailbox.
 */
function prepareProvision(
  { params }: CommandOf<'provision'>,
  fingerprint: string | null,
): PreparedOrder {
  const result: SendResult =
    fingerprint === params.fingerprint
      ? { kind: 'succeeded', aspect: 'boot', rev: null }
      : { kind: 'no-reply', detail: 'the device is not on its new certificate yet' };
  return { frameHash: null, send: async () => result };
}

function prepareUnsupported({ command }: Order): PreparedOrder {
  const detail = `MQTT devices take no ${command.kind}`;
  return { frameHash: null, send: async () => ({ kind: 'unsupported', detail }) };
}

function unreachable(detail: string): SendResult {
  return { kind: 'unreachable', detail };
}
