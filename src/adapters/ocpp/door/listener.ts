import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { RPCServer } from 'ocpp-rpc';
import type { Device } from '../../domain/device.ts';
import { makeRpcChannel, type RpcChannel, type RpcClient } from './rpc-channel.ts';
import type { OcppPorts, OcppSettings } from './settings.ts';
import { makeUpgradeGuard, type Upgrade } from './upgrade-guard.ts';
import { type FrameCheck, makeFrameCheck } from './validation/frame-check.ts';
import { makeMessageSchemas } from './validation/message-schemas.ts';

/** A charger that was let in, with the socket that it came by. */
export type Arrival = {
  readonly device: Device;
  readonly channel: RpcChannel;
  /** Judges what goes over the channel, and knows of whose make the charger is. */
  readonly check: FrameCheck;
  readonly subprotocol: string;
};

// An import of its values asks node:http for its `WebSocket` too, and so loads undici, which no
// other part of a start needs: 88 ms of CPU instead of 36 in a bare process (docs/adr/0007).
const { createServer } = process.getBuiltinModule('node:http');

type ListenerOptions = {
  readonly settings: OcppSettings;
  readonly ports: OcppPorts;
  readonly subprotocols: readonly string[];
  readonly onArrival: (arrival: Arrival) => void;
};

/** Frames in a row that are no OCPP-J before the link is closed. */
const BAD_MESSAGES_MAX = 10;
/** Above the outbound lane's own bound, so that the library's queue never holds a call. */
const LIBRARY_SLOTS = 1_000;
/** How often node:http looks for requests that take too long; its own default is 30 s. */
const CHECK_MS = 1_000;
const HEADER_BYTES_MAX = 8_192;

/**
 * The TCP listener of chargers: node:http with bounds, our guard, and ocpp-rpc behind it. It knows
 * every socket, because the library's own `close` does not wait for its clients.
 */
export class OcppListener {
  readonly #settings: OcppSettings;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(options: ListenerOptions) {
    this.#settings = options.settings;
    this.#server = createServer(
      {
        noDelay: true,
        maxHeaderSize: HEADER_BYTES_MAX,
        headersTimeout: options.settings.limits.headerSeconds * 1_000,
        requestTimeout: options.settings.limits.headerSeconds * 1_000,
        connectionsCheckingInterval: CHECK_MS,
      },
      answerPlainRequest,
    );
    this.#server.maxConnections = options.settings.limits.connections;
    this.#server.on('connection', (socket) => this.#track(socket));
    this.#server.on('clientError', (_error, socket) => {
      options.ports.metrics.count('frames_denied', { protocol: 'ocpp' });
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      else socket.destroy();
    });
    const handOver = makeLibraryServer(options);
    const guard = makeUpgradeGuard({
      ports: options.ports,
      settings: options.settings,
      subprotocols: options.subprotocols,
      onAdmitted: handOver,
    });
    this.#server.on('upgrade', (request, socket, head) => {
      guard({ request, socket: socket as Socket, head });
    });
  }

  /** Binds; returns where it really listens. */
  async start(): Promise<{ host: string; port: number }> {
    const { host, port } = this.#settings;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return { host, port: (this.#server.address() as AddressInfo).port };
  }

  /** Takes nobody in any more; those who are in stay until `cut`. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#server.listening) return resolve();
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
    });
  }

  /** Ends every socket that is still there. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

/**
 * The library's server without a listener of its own; takes what the guard has let in. While it
 * loads, the library prepares the schemas of three OCPP versions: the first charger waits for
 * that, not the start (docs/adr/0007-schemas-on-first-use.md).
 */
function makeLibraryServer(options: ListenerOptions) {
  const admitted = new WeakMap<IncomingMessage, Device>();
  let loading: Promise<RPCServer> | null = null;
  return async (device: Device, identity: string, { request, socket, head }: Upgrade) => {
    loading ??= loadLibrary(options, admitted);
    const library = await loading;
    if (socket.destroyed) return;
    admitted.set(request, device);
    // Judged above; handed over in the one form that the library's own parser cannot misread.
    request.url = `/ocpp/${encodeURIComponent(identity)}`;
    library.handleUpgrade(request, socket, head).catch(() => socket.destroy());
  };
}

async function loadLibrary(
  options: ListenerOptions,
  admitted: WeakMap<IncomingMessage, Device>,
): Promise<RPCServer> {
  const { RPCServer } = await import('ocpp-rpc');
  const library = new RPCServer({
    protocols: [...options.subprotocols],
    // What goes either way is judged by our own check of the schemas (docs/adr/0008).
    strictMode: false,
    callConcurrency: LIBRARY_SLOTS,
    // Life is watched by our own policy: the library drops chargers that never answer a ping.
    pingIntervalMs: 0,
    maxBadMessages: BAD_MESSAGES_MAX,
    wssOptions: { maxPayload: options.settings.limits.frameBytes, perMessageDeflate: false },
  });
  library.on('error', (error: unknown) => {
    options.ports.log.warn({ err: error }, 'the OCPP library reported an error');
  });
  const schemas = makeMessageSchemas();
  library.on('client', (client: RpcClient) => {
    const device = admitted.get(client.handshake.request);
    const subprotocol = client._ws.protocol;
    // Must not throw: the library answers an exception here with an unhandled rejection.
    if (!device || !subprotocol) return client._ws.terminate();
    const check = makeFrameCheck({ schemas, subprotocol, ...options.ports });
    options.onArrival({ device, subprotocol, check, channel: makeRpcChannel(client, check) });
  });
  return library;
}

/** Chargers upgrade; anybody else gets a short word. */
function answerPlainRequest(request: IncomingMessage, response: ServerResponse): void {
  const isOurs = request.url?.startsWith('/ocpp/') ?? false;
  response.writeHead(isOurs ? 426 : 404, {
    'Content-Type': 'text/plain',
    Connection: 'close',
    ...(isOurs ? { Upgrade: 'websocket' } : {}),
  });
  response.end(isOurs ? 'Chargers speak OCPP-J over WebSocket here.\n' : 'Not found.\n');
}
