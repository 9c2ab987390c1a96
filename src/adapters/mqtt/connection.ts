import type { CommandOf } from '../../domain/command.ts';
import type { DeviceId, DeviceIdentity } from '../../domain/device.ts';
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

/** The session that a connection belongs to. */
export type ConnectionOwner = {
  /** False once a later birth on the same link, or the end of the session, has replaced it. */
  isCurrent(connection: DeviceConnection): boolean;
  /** False until the device was confirmed to be let in still. */
  isConfirmed(): boolean;
};

/** What a connection of one epoch is made of. */
export type ConnectionParts = {
  readonly deviceId: DeviceId;
  readonly identity: DeviceIdentity;
  /** SHA-256 of the certificate that the link came with, 64 hex; `null` = a secret. */
  readonly fingerprint: string | null;
  readonly epoch: number;
  readonly link: TransportLink;
  readonly owner: ConnectionOwner;
  readonly ports: ConnectionPorts;
};

/** What all connections share. */
export type ConnectionPorts = {
  readonly write: RequestWriter;
  readonly tap: FrameTap;
  readonly ports: { readonly log: Log };
};

/**
 * A birth's connection. A command goes out on its link or not at all; a PUBACK is never an answer
 * (lifecycle rules 14 and 16). The core does not tell us of windows that passed, so a zombie is
 * found when the next command comes: the lane sends it only after the earlier ones went unanswered.
 */
export class MqttConnection implements DeviceConnection {
  readonly deviceId: DeviceId;
  readonly identity: DeviceIdentity;
  readonly epoch: number;
  readonly #fingerprint: string | null;
  readonly #link: TransportLink;
  readonly #owner: ConnectionOwner;
  readonly #ports: ConnectionPorts;
  /** `null` = none: most links are idle most of the time. */
  #unanswered: Set<TransactionId> | null = null;

  constructor(parts: ConnectionParts) {
    const { deviceId, identity, fingerprint, epoch, link, owner, ports } = parts;
    this.deviceId = deviceId;
    this.identity = identity;
    this.epoch = epoch;
    this.#fingerprint = fingerprint;
    this.#link = link;
    this.#owner = owner;
    this.#ports = ports;
  }

  get protocol(): 'mqtt' {
    return 'mqtt';
  }

  get procedure(): 'single-frame' {
    return 'single-frame';
  }

  isReady(): boolean {
    return this.#link.isOpen() && this.#owner.isConfirmed() && this.#owner.isCurrent(this);
  }

  /** The device answered some command: it is no zombie. */
  noteAnswer(): void {
    this.#unanswered = null;
  }

  prepare(order: Order): PreparedOrder {
    const { command } = order;
    if (command.kind === 'provision') return prepareProvision(command, this.#fingerprint);
    const frame = this.#ports.write(order, this.epoch);
    if (frame === null) return prepareUnsupported(order);
    return { frameHash: frame.hash, send: (signal) => this.#send(order, frame, signal) };
  }

  close(reason: string): void {
    if (this.#owner.isCurrent(this)) this.#link.close(reason);
  }

  async #send(order: Order, frame: RequestFrame, signal: AbortSignal): Promise<SendResult> {
    const { transactionId } = order;
    if (signal.aborted) return unreachable('given up before it was sent');
    if (!this.isReady()) return unreachable('the connection is closed');
    if (isZombie(this.#unanswered, transactionId)) {
      this.#link.close('three commands in a row went unanswered');
      return unreachable('the device no longer answers');
    }
    this.#unanswered ??= new Set();
    this.#unanswered.add(transactionId);
    const topic = toRequestTopic(this.identity, transactionId);
    this.#trace(topic, frame.payload);
    const written = await this.#link.publish(topic, frame.payload);
    if (written === 'written') return { kind: 'pending' };
    this.#unanswered?.delete(transactionId);
    return unreachable('the link closed before the frame left');
  }

  #trace(topic: string, payload: Buffer): void {
    const { ports, tap } = this.#ports;
    const fields = { deviceId: this.deviceId, direction: 'out', topic };
    ports.log.trace({ ...fields, payload: toTracedPayload(payload) }, 'MQTT frame');
    tap.sent(this, topic, payload);
  }
}

function isZombie(unanswered: ReadonlySet<TransactionId> | null, next: TransactionId): boolean {
  return unanswered !== null && unanswered.size >= silentCommandsMax && !unanswered.has(next);
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
