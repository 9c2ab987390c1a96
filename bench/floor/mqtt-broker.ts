import { createServer, type Server } from 'node:net';
import { Aedes } from 'aedes';

/** The bare broker: what it sends, and whom it tells of answers. */
export type FloorBroker = {
  readonly server: Server;
  /** Publishes a request and resolves at the device's `succeeded`. */
  command(identity: string, id: string, params: object): Promise<void>;
  close(): Promise<void>;
};

/** aedes in process on no-delay sockets, with a hook that reads the devices' answers. */
export async function makeFloorBroker(): Promise<FloorBroker> {
  const broker = await Aedes.createBroker();
  const waiting = new Map<string, () => void>();
  broker.authorizePublish = (_client, packet, callback) => {
    const [, , , , id, part] = packet.topic.split('/');
    if (part === 'res' && id !== undefined) {
      const answer = JSON.parse(packet.payload.toString()) as { phase: string };
      if (answer.phase === 'succeeded') waiting.get(id)?.();
      waiting.delete(id);
    }
    callback(null);
  };
  const server = createServer({ noDelay: true }, broker.handle);
  return {
    server,
    command(identity, id, params) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(id, resolve);
      const payload = JSON.stringify({ v: 1, tx: id, kind: 'rename_sensor', params });
      const topic = `gw/v1/${identity}/cmd/${id}/req`;
      broker.publish(
        { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false },
        () => {},
      );
      return promise;
    },
    async close() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
