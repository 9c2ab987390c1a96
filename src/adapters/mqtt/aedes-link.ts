import type { Socket } from 'node:net';
import type { Client } from 'aedes';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { farewellMs } from './settings.ts';
import type { LinkAccess, TransportLink } from './transport.ts';

/** A link of the embedded broker, with what only the transport may do. */
export type AedesLink = TransportLink & {
  readonly access: LinkAccess;
  /** What we publish goes out with the QoS that was granted for the main filter. */
  grant(qos: 0 | 1): void;
  /** Ends the link after what is being written: at most a second later it is cut. */
  finish(): void;
};

/** What a link is made of. */
export type AedesLinkParts = {
  readonly client: Client;
  readonly socket: Socket;
  readonly access: LinkAccess;
  readonly clock: Clock;
  readonly log: Log;
};

/** Makes the link of one client; it writes to that client's own socket and to no other. */
export function makeAedesLink(parts: AedesLinkParts): AedesLink {
  const { client, socket, access, log } = parts;
  let qos: 0 | 1 = 1;
  let isClosing = false;
  const isOpen = () => !isClosing && client.connected && !client.closed && socket.writable;
  return {
    access,
    isOpen,
    grant(granted) {
      qos = granted;
    },
    async publish(topic, payload) {
      if (!isOpen()) return 'unreachable';
      const bytesBefore = socket.bytesWritten;
      // Straight to the client, past aedes' router: it would park what it cannot deliver.
      await new Promise<void>((resolve) => {
        const packet = { cmd: 'publish', topic, payload, qos, retain: false, dup: false } as const;
        client.publish(packet, () => resolve());
      });
      // aedes reports no failed write here; a byte count that stood still proves one.
      return socket.bytesWritten === bytesBefore ? 'unreachable' : 'written';
    },
    close(reason) {
      if (!isClosing) {
        log.info({ identity: access.name, reason }, 'MQTT link closed by the gateway');
      }
      isClosing = true;
      socket.destroy();
    },
    finish() {
      if (isClosing || socket.destroyed) return;
      isClosing = true;
      const cancel = parts.clock.after(farewellMs, () => socket.destroy());
      socket.once('close', cancel);
      socket.end();
    },
  };
}
