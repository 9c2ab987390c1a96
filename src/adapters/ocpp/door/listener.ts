import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Device } from '../../../domain/device.ts';
import type { ListenAddress } from '../../../domain/ports/adapter.ts';
import { type LibraryOptions, makeLibraryServer } from './library.ts';
import { isLoopback, makeSourceReader } from './source-address.ts';
import { makeTlsServer, verifiedCertificate } from './tls-server.ts';
import { makeUpgradeGuard } from './upgrade-guard.ts';

// An import of its values asks node:http for its `WebSocket` too, and so loads undici, which no
// other part of a start needs: 88 ms of CPU instead of 36 in a bare process (docs/adr/0007).
const { createServer } = process.getBuiltinModule('node:http');

type ListenerOptions = LibraryOptions & {
  /** False while it has a link that must not be thrown out once more. */
  readonly mayEnter: (device: Device) => boolean;
};

type Listening = { readonly server: Server; readonly host: string; readonly port: number };

/** How often node:http looks for requests that take too long; its own default is 30 s. */
const CHECK_MS = 1_000;
const HEADER_BYTES_MAX = 8_192;

/**
 * The listeners of chargers, plain (security profile 1) and by TLS (2 and 3): node:http with
 * bounds, our guard, and ocpp-rpc behind it. It knows every socket, because the library's own
 * `close` does not wait for its clients.
 */
export class OcppListener {
  readonly #plain: Listening;
  readonly #tls: Listening | null;
  readonly #sockets = new Set<Socket>();

  constructor(options: ListenerOptions) {
    const { settings, ports } = options;
    const http = toHttpOptions(settings.limits.headerSeconds);
    const { host, port, tls } = settings;
    this.#plain = { server: createServer(http), host, port };
    this.#tls = tls && { ...tls, server: makeTlsServer({ ...ports, tls, http }) };
    const guard = makeUpgradeGuard({ ...options, onAdmitted: makeLibraryServer(options) });
    const toSource = makeSourceReader(settings.trustedProxies);
    for (const { server } of this.#all()) {
      server.maxConnections = settings.limits.connections;
      server.on('request', answerPlainRequest);
      server.on('connection', (socket) => this.#track(socket));
      server.on('clientError', (_error, socket) => {
        ports.metrics.count('frames_denied', { protocol: 'ocpp' });
        if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
        else socket.destroy();
      });
      server.on('upgrade', (request, duplex, head) => {
        const socket = duplex as Socket;
        const source = toSource({ peer: socket.remoteAddress, headers: request.headers });
        const certificateDer = verifiedCertificate(socket);
        const isPrivate = socket instanceof TLSSocket || isLoopback(source);
        guard({ request, socket, head, source, certificateDer, isPrivate });
      });
    }
  }

  /** Binds; returns where it really listens. */
  async start(): Promise<ListenAddress & { tls?: ListenAddress }> {
    const plain = await listen(this.#plain);
    return this.#tls ? { ...plain, tls: await listen(this.#tls) } : plain;
  }

  /** Takes nobody in any more; those who are in stay until `cut`. */
  async close(): Promise<void> {
    await Promise.all(this.#all().map(({ server }) => closeServer(server)));
  }

  /** Ends every socket that is still there. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #all(): readonly Listening[] {
    return this.#tls ? [this.#plain, this.#tls] : [this.#plain];
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

function toHttpOptions(headerSeconds: number): ServerOptions {
  return {
    noDelay: true,
    maxHeaderSize: HEADER_BYTES_MAX,
    headersTimeout: headerSeconds * 1_000,
    requestTimeout: headerSeconds * 1_000,
    connectionsCheckingInterval: CHECK_MS,
  };
}

async function listen({ server, host, port }: Listening): Promise<ListenAddress> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { host, port: (server.address() as AddressInfo).port };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
  });
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
