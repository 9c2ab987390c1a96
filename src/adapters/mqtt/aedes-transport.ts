import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import { makeBoundedWarning } from '../../domain/bounded-warning.ts';
import type { ListenAddress } from '../../domain/ports/adapter.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { AedesHooks } from './aedes-hooks.ts';
import { type Lobby, makeLobby } from './lobby.ts';
import { guardPacketSize, type SizeGuard } from './packet-size-guard.ts';
import {
  connectTimeoutMs,
  drainTimeoutMs,
  handshakeTimeoutMs,
  type MqttSettings,
  type TlsSettings,
  waitingPart,
  waitingPerAddressMax,
} from './settings.ts';
import { makeTlsServer } from './tls-listener.ts';
import type { Transport, TransportHandlers } from './transport.ts';

/** Inbound QoS 2 handshakes of one client; no row of the contract is QoS 2 (mqtt.md, "Scheme"). */
const handshakesMax = 16;

/** What the embedded broker needs. */
export type AedesTransportParts = {
  readonly settings: MqttSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/**
 * The embedded broker: aedes 1.2, MQTT 3.1.1, behind a plain listener and one with TLS (mqtt.md,
 * "Broker facts"). Both have the same bounds; a socket's own listener is part of who it is.
 */
export class AedesTransport implements Transport {
  #parts: AedesTransportParts;
  #broker: Aedes | null = null;
  #servers: Server[] = [];
  /** Of each listener: who is not let in yet. */
  #lobbies: Lobby[] = [];
  /** aedes forgets sockets without a CONNECT, and some that were taken over. */
  #sockets = new Set<Socket>();
  /** The same two for every socket, for there may be thousands. */
  readonly #forget: (this: Socket) => void;
  readonly #guard: SizeGuard;

  constructor(parts: AedesTransportParts) {
    this.#parts = parts;
    const sockets = this.#sockets;
    this.#forget = function forget() {
      sockets.delete(this);
    };
    const { metrics, log, settings } = parts;
    this.#guard = {
      bytesMax: settings.limits.mqttPacketBytes,
      onOversize({ remoteAddress: source }) {
        metrics.count('frames_denied', { protocol: 'mqtt', reason: 'oversize' });
        log.warn({ source }, 'MQTT packet over the limit, link closed');
      },
    };
  }

  async start(handlers: TransportHandlers): Promise<ListenAddress & { tls?: ListenAddress }> {
    const { settings, clock, log, metrics } = this.#parts;
    const hooks = new AedesHooks({ handlers, clock, log, metrics });
    const broker = await Aedes.createBroker({
      connectTimeout: connectTimeoutMs,
      drainTimeout: drainTimeoutMs,
      maxInflightInbound: handshakesMax,
      ...hooks.options,
    });
    this.#broker = broker;
    this.#listenTo(broker, hooks);
    try {
      const plain = await this.#bind(this.#makePlain(broker), settings);
      if (!settings.tls) return plain;
      return { ...plain, tls: await this.#bind(this.#makeTls(broker, settings.tls), settings.tls) };
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const servers = this.#servers;
    const broker = this.#broker;
    this.#servers = [];
    this.#broker = null;
    const closings: Promise<unknown>[] = [];
    for (const server of servers.filter(({ listening }) => listening)) {
      closings.push(once(server, 'close'));
      server.close();
    }
    for (const socket of this.#sockets) {
      closings.push(once(socket, 'close'));
      socket.destroy();
    }
    if (broker) closings.push(new Promise<void>((resolve) => broker.close(resolve)));
    await Promise.all(closings);
  }

  #makePlain(broker: Aedes): Server {
    return this.#makeServer((socket) => this.#accept(socket, broker));
  }

  #makeTls(broker: Aedes, tls: TlsSettings): Server {
    const { clock, log, metrics } = this.#parts;
    const secure = makeTlsServer({
      ...{ tls, handshakeTimeoutMs, clock, log, metrics },
      onSecure: (socket) => {
        this.#keep(socket);
        this.#accept(socket, broker);
      },
    });
    return this.#makeServer((socket) => secure.emit('connection', socket));
  }

  /** A listener with its lobby: there is no handshake and no CONNECT for whom there is no room. */
  #makeServer(take: (socket: Socket) => void): Server {
    const { settings, metrics } = this.#parts;
    const totalMax = Math.floor(settings.limits.connections * waitingPart);
    const lobby = makeLobby({
      perAddressMax: waitingPerAddressMax,
      totalMax: Math.max(waitingPerAddressMax, totalMax),
    });
    this.#lobbies.push(lobby);
    const warn = makeBoundedWarning(this.#parts, 'MQTT sockets that are not let in are too many');
    // Without no-delay a lone command waits 40 ms for an acknowledgement (platform.md D3).
    return createServer({ noDelay: true }, (socket) => {
      this.#keep(socket);
      if (lobby.enter(socket)) return take(socket);
      metrics.count('credentials_refused', { protocol: 'mqtt', reason: 'unauthenticated_full' });
      warn({ source: socket.remoteAddress });
      socket.destroy();
    });
  }

  async #bind(server: Server, { host, port }: ListenAddress): Promise<ListenAddress> {
    const { settings, metrics, log } = this.#parts;
    const { connections } = settings.limits;
    const warn = makeBoundedWarning(this.#parts, 'MQTT listener is full');
    this.#servers.push(server);
    server.maxConnections = connections;
    server.on('drop', () => {
      metrics.count('credentials_refused', { protocol: 'mqtt', reason: 'listener_full' });
      warn({ connections });
    });
    server.listen({ host, port });
    await once(server, 'listening');
    server.on('error', (error) => log.error({ err: error }, 'MQTT listener failed'));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address was bound');
    return { host: address.address, port: address.port };
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', this.#forget);
  }

  #accept(socket: Socket, broker: Aedes): void {
    guardPacketSize(socket, this.#guard);
    broker.handle(socket);
  }

  #listenTo(broker: Aedes, hooks: AedesHooks): void {
    broker.on('clientReady', (client) => {
      hooks.ready(client);
      const { conn: socket } = client;
      if (socket instanceof Socket) for (const lobby of this.#lobbies) lobby.leave(socket);
    });
    broker.on('subscribe', (subscriptions, client) => hooks.subscribed(subscriptions, client));
    broker.on('unsubscribe', (topics, client) => hooks.unsubscribed(topics, client));
    broker.on('keepaliveTimeout', (client) => {
      this.#parts.log.info({ identity: client.id }, 'MQTT link silent for 1.5 keep-alives');
    });
    broker.on('clientError', (client, error) => this.#note(client, error));
    broker.on('connectionError', (client, error) => this.#note(client, error));
    // An event without a listener would end the process (Node's EventEmitter, 'error').
    Reflect.apply(broker.on, broker, [
      'error',
      (error: unknown) => this.#parts.log.error({ err: error }, 'MQTT broker failed'),
    ]);
  }

  /** System errors are the network's; what has no code is a peer that broke the protocol. */
  #note(client: Client, error: Error): void {
    const { metrics, log } = this.#parts;
    const isForeign = !('code' in error) && !('errorCode' in error);
    if (isForeign) metrics.count('frames_invalid', { protocol: 'mqtt', reason: 'protocol' });
    log.debug({ identity: client.id, reason: error.message }, 'MQTT link failed');
  }
}
