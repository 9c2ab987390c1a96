import type { Socket } from 'node:net';
import type { Client } from 'aedes';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { farewellMs } from './settings.ts';
import type { LinkAccess, TransportLink } from './transport.ts';

/** What all links share. */
export type LinkPorts = { readonly clock: Clock; readonly log: Log };

/** The ends of one link: its client, that client's own socket, and what it may hear. */
export type LinkEnds = {
  readonly client: Client;
  readonly socket: Socket;
  readonly access: LinkAccess;
};

/**
 * A link of the embedded broker, with what only the transport may do. It writes to its client's own
 * socket and to no other. There are as many as devices, so that it holds no functions of its own.
 */
export class AedesLink implements TransportLink {
  readonly access: LinkAccess;
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #ports: LinkPorts;
  #qos: 0 | 1 = 1;
  #isClosing = false;

  constructor({ client, socket, access }: LinkEnds, ports: LinkPorts) {
    this.access = access;
    this.#client = client;
    this.#socket = socket;
    this.#ports = ports;
  }

  isOpen(): boolean {
    const { connected, closed } = this.#client;
    return !this.#isClosing && connected && !closed && this.#socket.writable;
  }

  /** What we publish goes out with the QoS that was granted for the main filter. */
  grant(qos: 0 | 1): void {
    this.#qos = qos;
  }

  async publish(topic: string, payload: Buffer): Promise<'written' | 'unreachable'> {
    if (!this.isOpen()) return 'unreachable';
    const qos = this.#qos;
    const bytesBefore = this.#socket.bytesWritten;
    // Straight to the client, past aedes' router: it would park what it cannot deliver.
    await new Promise<void>((resolve) => {
      const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
      this.#client.publish(packet, () => resolve());
    });
    // aedes reports no failed write here; a byte count that stood still proves one.
    return this.#socket.bytesWritten === bytesBefore ? 'unreachable' : 'written';
  }

  close(reason: string): void {
    if (!this.#isClosing) {
      const { name: identity } = this.access;
      this.#ports.log.info({ identity, reason }, 'MQTT link closed by the gateway');
    }
    this.#isClosing = true;
    this.#socket.destroy();
  }

  /** Ends the link after what is being written: at most a second later it is cut. */
  finish(): void {
    if (this.#isClosing || this.#socket.destroyed) return;
    this.#isClosing = true;
    const cancel = this.#ports.clock.after(farewellMs, () => this.#socket.destroy());
    this.#socket.once('close', cancel);
    this.#socket.end();
  }
}
