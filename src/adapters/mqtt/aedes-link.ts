import type { Socket } from 'node:net';
import type { Client } from 'aedes';
import type { DeviceIdentity } from '../../domain/device.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { TransportLink } from './transport.ts';

/** A link of the embedded broker, with what only the transport may change. */
export type AedesLink = TransportLink & {
  /** Commands go out with the QoS that was granted for their filter. */
  grant(qos: 0 | 1): void;
};

/** What a link is made of. */
export type AedesLinkParts = {
  readonly client: Client;
  readonly socket: Socket;
  readonly identity: DeviceIdentity;
  readonly log: Log;
};

/** Makes the link of one client; it writes to that client's own socket and to no other. */
export function makeAedesLink({ client, socket, identity, log }: AedesLinkParts): AedesLink {
  let qos: 0 | 1 = 1;
  let isClosing = false;
  const isOpen = () => !isClosing && client.connected && !client.closed && socket.writable;
  return {
    identity,
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
      if (isClosing) return;
      isClosing = true;
      log.info({ identity, reason }, 'MQTT link closed by the gateway');
      socket.destroy();
    },
  };
}
