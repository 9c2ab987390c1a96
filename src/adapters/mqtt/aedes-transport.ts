import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { AedesHooks } from './aedes-hooks.ts';
import { guardPacketSize } from './packet-size-guard.ts';
import { connectTimeoutMs, drainTimeoutMs, type MqttSettings } from './settings.ts';
import type { Transport, TransportHandlers } from './transport.ts';

/** Inbound QoS 2 handshakes of one client; no row of the contract is QoS 2 (mqtt.md, "Scheme"). */
const handshakesMax = 16;

/** What the embedded broker needs. */
export type AedesTransportParts = {
  readonly settings: MqttSettings;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** The embedded broker: aedes 1.2, MQTT 3.1.1 over TCP, one listener (mqtt.md, "Broker facts"). */
export class AedesTransport implements Transport {
  #parts: AedesTransportParts;
  #broker: Aedes | null = null;
  #server: Server | null = null;
  /** aedes forgets sockets without a CONNECT, and some that were taken over. */
  #sockets = new Set<Socket>();

  constructor(parts: AedesTransportParts) {
    this.#parts = parts;
  }

  async start(handlers: TransportHandlers): Promise<{ host: string; port: number }> {
    const { settings, log, metrics } = this.#parts;
    const hooks = new AedesHooks({ handlers, log, metrics });
    const broker = await Aedes.createBroker({
      connectTimeout: connectTimeoutMs,
      drainTimeout: drainTimeoutMs,
      maxInflightInbound: handshakesMax,
      ...hooks.options,
    });
    this.#broker = broker;
    this.#listenTo(broker, hooks);
    // Without no-delay a lone command waits 40 ms for an acknowledgement (platform.md D3).
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket, broker));
    this.#server = server;
    server.maxConnections = settings.limits.connections;
    server.on('drop', () => {
      metrics.count('credentials_refused', { protocol: 'mqtt', reason: 'listener_full' });
      log.warn({ connections: settings.limits.connections }, 'MQTT listener is full');
    });
    return this.#bind(server);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    const broker = this.#broker;
    this.#server = null;
    this.#broker = null;
    const closings: Promise<unknown>[] = [];
    if (server?.listening) {
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

  async #bind(server: Server): Promise<{ host: string; port: number }> {
    const { host, port } = this.#parts.settings;
    try {
      server.listen({ host, port });
      await once(server, 'listening');
    } catch (error) {
      await this.stop();
      throw error;
    }
    server.on('error', (error) => this.#parts.log.error({ err: error }, 'MQTT listener failed'));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address was bound');
    return { host: address.address, port: address.port };
  }

  #accept(socket: Socket, broker: Aedes): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const { metrics, log, settings } = this.#parts;
    guardPacketSize(socket, settings.limits.mqttPacketBytes, () => {
      metrics.count('frames_denied', { protocol: 'mqtt', reason: 'oversize' });
      log.warn({ source: socket.remoteAddress }, 'MQTT packet over the limit, link closed');
    });
    broker.handle(socket);
  }

  #listenTo(broker: Aedes, hooks: AedesHooks): void {
    broker.on('clientReady', (client) => hooks.ready(client));
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
