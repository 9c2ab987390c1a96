import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { AedesOptions, Client, ConnectPacket, PublishPacket, Subscription } from 'aedes';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import { AedesLink } from './aedes-link.ts';
import { isEuid } from './topics.ts';
import { shownTopicMax } from './traced-payload.ts';
import type {
  Admitted,
  Channel,
  DevicePacket,
  LinkListener,
  TransportHandlers,
} from './transport.ts';

/** Where everything a peer publishes is sent instead of on: nobody can subscribe to it. */
const sinkTopic = 'gw/taken';

/** Any version that aedes refuses with CONNACK code 1, "unacceptable protocol version". */
const refusedVersion = 5;

const denialMessage = 'MQTT subscription denied; more of them on this link are only counted';

type Peer = {
  readonly link: AedesLink;
  readonly listener: LinkListener;
  /** A peer that subscribes in vain again and again is logged once. */
  isDenialTold: boolean;
};

/** What the hooks are made of. */
export type AedesHookParts = {
  readonly handlers: TransportHandlers;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

type Hooks = Required<
  Pick<
    AedesOptions,
    'preConnect' | 'authenticate' | 'authorizePublish' | 'authorizeSubscribe' | 'authorizeForward'
  >
>;

/**
 * What aedes asks and tells, per client. aedes is left with framing, keep-alive and acknowledging:
 * who is let in, what may be said and who hears it is decided here and behind the port.
 */
export class AedesHooks {
  #parts: AedesHookParts;
  #connects = new WeakMap<Client, ConnectPacket>();
  #peers = new WeakMap<Client, Peer>();
  /** The newest link of each name: at most one stays open. */
  #newest = new Map<string, AedesLink>();

  /** The same for every socket. */
  readonly #onClose: (this: Socket) => void;

  constructor(parts: AedesHookParts) {
    this.#parts = parts;
    const end = (client: Client) => this.#end(client);
    this.#onClose = function onClose() {
      // aedes puts its client on the socket.
      end(Reflect.get(this, 'client'));
    };
  }

  readonly options: Hooks = {
    preConnect: (client, packet, done) => {
      this.#connects.set(client, packet);
      // 3.1.1 only: 3.1 and the bridge's variants would be let in by aedes.
      const isBridge = 'bridgeMode' in packet && packet.bridgeMode === true;
      const isPlain = packet.protocolVersion === 4 && !isBridge;
      if (!isPlain) {
        packet.protocolVersion = refusedVersion;
        this.#refuseVersion(client, packet.clientId);
      }
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      void this.#admit(client, username ?? null, password ?? null).then((code) => {
        if (code === null) done(null, true);
        else done(Object.assign(new Error('refused'), { returnCode: code }), null);
      });
    },
    authorizePublish: (client, packet, done) => {
      const peer = client && this.#peers.get(client);
      const taken = toDevicePacket(packet);
      silence(packet);
      if (!peer) return done(null);
      const isWill = client.closed;
      void peer.listener.packet(taken).then((what) => {
        // Calling back writes the PUBACK (MQTT-4.3.2-2); a will has none, and must be let go of.
        if (isWill || (what !== 'withhold' && !client.closed)) done(null);
        if (what === 'finish') finishAfter(peer.link);
      });
    },
    authorizeSubscribe: (client, subscription, done) => {
      const peer = this.#peers.get(client);
      if (peer?.link.access.maySubscribe(subscription.topic, subscription.qos)) {
        return done(null, subscription);
      }
      this.#denySubscription(peer, subscription);
      // SUBACK 0x80 for this filter alone (MQTT-3.9.3-1); the connection stays.
      done(null, null);
    },
    // What we publish goes straight to its client: the router has nothing to deliver to anybody.
    authorizeForward: (client, packet) => (this.#isOurs(client, packet) ? packet : null),
  };

  /** CONNACK is written: an older link of the same peer ends here, if aedes left it. */
  ready(client: Client): void {
    const link = this.#peers.get(client)?.link;
    if (!link) return;
    const older = this.#newest.get(link.access.name);
    this.#newest.set(link.access.name, link);
    if (older !== link) older?.close('taken over by a newer link');
  }

  /** SUBACK is written. */
  subscribed(subscriptions: readonly Subscription[], client: Client): void {
    const peer = this.#peers.get(client);
    if (!peer) return;
    const { mainFilter } = peer.link.access;
    const granted = subscriptions.find(({ topic, qos }) => topic === mainFilter && qos <= 1);
    if (!granted) return;
    peer.link.grant(granted.qos === 0 ? 0 : 1);
    peer.listener.subscribed();
  }

  /** A peer that gives up what its link is for is of no use until it connects again. */
  unsubscribed(topics: readonly string[], client: Client): void {
    const link = this.#peers.get(client)?.link;
    if (!link || client.closed) return;
    const { mainFilter } = link.access;
    if (mainFilter !== null && topics.includes(mainFilter)) link.close('it unsubscribed');
  }

  async #admit(
    client: Client,
    username: string | null,
    password: Uint8Array | null,
  ): Promise<number | null> {
    const packet = this.#connects.get(client);
    this.#connects.delete(client);
    const will = packet?.will ? toDevicePacket(packet.will) : null;
    const admission = await this.#parts.handlers.admit({
      clientId: packet?.clientId ?? '',
      username,
      password,
      clean: packet?.clean === true,
      keepAliveS: packet?.keepalive ?? 0,
      will,
      source: toSource(client),
      channel: toChannel(client),
    });
    if (admission.kind === 'refused') return admission.code;
    const { conn: socket } = client;
    // A client that left meanwhile is not let in: aedes ends it by itself.
    if (socket instanceof Socket && !socket.destroyed) this.#open(client, socket, admission);
    return null;
  }

  #refuseVersion(client: Client, clientId: string | undefined): void {
    const reason = 'version';
    this.#parts.metrics.count('credentials_refused', { protocol: 'mqtt', reason });
    const identity = clientId !== undefined && isEuid(clientId) ? clientId : null;
    this.#parts.log.warn({ reason, identity, source: toSource(client) }, 'MQTT device refused');
  }

  #denySubscription(peer: Peer | undefined, { topic, qos }: Subscription): void {
    const { metrics, log } = this.#parts;
    metrics.count('frames_denied', { protocol: 'mqtt', reason: 'subscribe' });
    if (!peer || peer.isDenialTold) return;
    peer.isDenialTold = true;
    const { name, mainFilter } = peer.link.access;
    const fields = { identity: name, filter: topic.slice(0, shownTopicMax), qos };
    log.warn({ ...fields, allowed: mainFilter }, denialMessage);
  }

  #open(client: Client, socket: Socket, admitted: Admitted): void {
    const { access } = admitted;
    const link = new AedesLink({ client, socket, access }, this.#parts);
    const listener = admitted.open(link);
    this.#peers.set(client, { link, listener, isDenialTold: false });
    socket.on('close', this.#onClose);
  }

  #end(client: Client): void {
    const peer = this.#peers.get(client);
    if (!peer) return;
    const { name } = peer.link.access;
    if (this.#newest.get(name) === peer.link) this.#newest.delete(name);
    peer.listener.closed();
  }

  /** What is ours carries no publisher, goes to this client only, and is never retained. */
  #isOurs(client: Client, packet: PublishPacket & { clientId?: string }): boolean {
    const access = this.#peers.get(client)?.link.access;
    if (access === undefined || packet.clientId !== undefined || packet.retain) return false;
    return access.mayReceive(packet.topic);
  }
}

/** The PUBACK is written in this turn of the loop; an end before it would swallow it. */
function finishAfter(link: AedesLink): void {
  setImmediate(() => link.finish());
}

function toSource({ conn }: Client): string {
  return (conn instanceof Socket && conn.remoteAddress) || 'unknown';
}

function toChannel({ conn }: Client): Channel {
  if (!(conn instanceof TLSSocket)) return { listener: 'plain' };
  return { listener: 'tls', certificateDer: conn.getPeerX509Certificate()?.raw ?? null };
}

function toDevicePacket(packet: {
  topic: string;
  payload: string | Buffer;
  qos?: 0 | 1 | 2;
  retain?: boolean;
}): DevicePacket {
  const { topic, payload, qos = 0, retain = false } = packet;
  return { topic, payload: Buffer.isBuffer(payload) ? payload : Buffer.from(payload), qos, retain };
}

/**
 * Empties a packet that we have taken, or denied: an error here would drop the connection, and
 * aedes would store what is retained. The QoS stays, so that its handshake ends properly.
 */
function silence(packet: PublishPacket): void {
  packet.topic = sinkTopic;
  packet.payload = Buffer.alloc(0);
  packet.retain = false;
}
