import type { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import { RPCServer } from 'ocpp-rpc';

/** The bare library: what it calls, and that it answers what chargers send. */
export type FloorCentralSystem = {
  readonly server: Server;
  /** Makes the CALL at the charger and resolves at its CALLRESULT. */
  command(identity: string, params: object): Promise<void>;
  close(): Promise<void>;
};

type Client = EventEmitter & {
  readonly identity: string;
  call(method: string, params: object): Promise<unknown>;
  handle(handler: (call: { method: string }) => unknown): void;
};

const heartbeatS = 60;

/** ocpp-rpc as it comes, its own check of schemas off, as in the product. */
export function makeFloorCentralSystem(): FloorCentralSystem {
  const chargers = new Map<string, Client>();
  const library = new RPCServer({ protocols: ['ocpp1.6'], strictMode: false, pingIntervalMs: 0 });
  library.on('client', (client: Client) => {
    chargers.set(client.identity, client);
    client.once('close', () => chargers.delete(client.identity));
    client.handle(({ method }) => toAnswer(method));
  });
  const server = createServer();
  server.on('upgrade', library.handleUpgrade);
  return {
    server,
    async command(identity, params) {
      const charger = chargers.get(identity);
      if (!charger) throw new Error(`the floor has no charger ${identity}`);
      await charger.call('ClearChargingProfile', params);
    },
    async close() {
      await library.close({ code: 1001, reason: 'the bench ends', force: true });
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers that nothing was stored for. */
function toAnswer(method: string): object {
  const currentTime = new Date().toISOString();
  switch (method) {
    case 'BootNotification':
      return { status: 'Accepted', currentTime, interval: heartbeatS };
    case 'Heartbeat':
      return { currentTime };
    case 'StartTransaction':
      return { transactionId: 1, idTagInfo: { status: 'Accepted' } };
    default:
      return {};
  }
}
