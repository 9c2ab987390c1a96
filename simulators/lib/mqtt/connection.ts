import type { Socket } from 'node:net';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { TlsFiles } from '../argument-files.ts';
import type { WireLog } from '../wire-log.ts';
import { logFrames } from './frame-log.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_S = 60;
const GOODBYE_MS = 1_000;
const FLUSH_MS = 500;

/** MQTT versions that a device speaks (mqtt.md, "ACL per certificate": 3.1.1 is the floor). */
export type MqttVersion = '3.1.1' | '5';

/** Where and as whom a device connects. */
export interface BrokerAddress {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string;
  readonly version: MqttVersion;
  /** Password for plain listeners on loopback; user name and client id are the EUID. */
  readonly secret?: string | undefined;
  readonly tls?: TlsFiles | undefined;
}

/** What one connection is opened with. */
export interface ConnectionOptions {
  readonly address: BrokerAddress;
  /** Whose frames they are in the wire log. */
  readonly device: string;
  /** The EUID of a device, the id of a claim. */
  readonly clientId: string;
  /** None for a claim's session. */
  readonly will: { readonly topic: string; readonly text: string } | null;
  readonly log: WireLog;
  readonly onMessage: (topic: string, payload: Buffer) => void;
  /** The link is up: from now on `onClose` follows exactly once. */
  readonly onOpen: (connection: MqttConnection) => void;
  /** It is over; `why` is the last error, if there was one. */
  readonly onClose: (why: Error | null) => void;
}

/** How a frame is published. */
export interface PublishOptions {
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** One MQTT connection, from CONNECT to close; it never connects again by itself. */
export interface MqttConnection {
  /** Resolves with the SUBACK; rejects when the filter is denied. */
  subscribe(filter: string): Promise<void>;
  /** Resolves with the PUBACK (QoS 1); a frame for a closed link is lost. */
  publish(topic: string, text: string, options: PublishOptions): Promise<void>;
  /** Cuts the socket, without a DISCONNECT: the broker sends the will. */
  drop(): void;
  /** Half-open: the socket stays, but nothing is read or written any more. */
  freeze(): void;
  /** Says goodbye with a DISCONNECT. */
  close(): Promise<void>;
}

/** A connection from the outside: how to end it, and when nothing of it is left. */
export interface OpenedConnection {
  /** Cuts it, at whatever stage it is. */
  readonly cut: () => void;
  /** Resolves when its socket and timers are gone. */
  readonly gone: Promise<void>;
}

/** Opens a connection; what becomes of it is told to the options' callbacks. */
export function openConnection(options: ConnectionOptions): OpenedConnection {
  const client = connect(options.address.url, clientOptions(options));
  // Without this a lone frame waits for the delayed acknowledgement (mqtt.md, "No-delay").
  socketOf(client).setNoDelay(true);
  const gone = Promise.withResolvers<void>();
  let why: Error | null = null;
  let isOver = false;
  const tellOnce = () => {
    if (isOver) return;
    isOver = true;
    options.onClose(why);
  };
  const cut = () => {
    if (isOver) return;
    // What was written still leaves: a cut after the answer must not swallow the answer.
    const socket = socketOf(client);
    const timer = setTimeout(() => socket.destroy(), FLUSH_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.destroySoon();
    tellOnce();
  };
  logFrames(client, { device: options.device, version: options.address.version, log: options.log });
  client.on('connect', () => {
    if (!isOver) options.onOpen(makeConnection(client, cut));
  });
  client.on('message', (topic, payload) => {
    if (!isOver) options.onMessage(topic, payload);
  });
  client.on('error', (error) => {
    why = error instanceof Error ? error : new Error(String(error));
  });
  client.on('close', () => {
    client.end(true);
    tellOnce();
    gone.resolve();
  });
  return { cut, gone: gone.promise };
}

function makeConnection(client: MqttClient, cut: () => void): MqttConnection {
  let isFrozen = false;
  return {
    async subscribe(filter) {
      const [granted] = await client.subscribeAsync(filter, { qos: 1 });
      if (granted === undefined || granted.qos > 1) throw new Error(`denied: ${filter}`);
    },
    async publish(topic, text, publishOptions) {
      if (isFrozen || !client.connected) return;
      await client.publishAsync(topic, text, publishOptions);
    },
    drop: cut,
    freeze() {
      isFrozen = true;
      const socket = socketOf(client);
      socket.unpipe();
      socket.pause();
      // Only the socket's own end can be lied to: mqtt.js goes on to believe in its link.
      socket.write = () => true;
    },
    async close() {
      if (isFrozen || !client.connected) return cut();
      const timer = setTimeout(cut, GOODBYE_MS);
      // mqtt.js waits for acknowledgements without end, also when its link is gone.
      const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
      await Promise.race([client.endAsync(false).catch(() => {}), gone]);
      clearTimeout(timer);
    },
  };
}

function clientOptions({ address, clientId, will }: ConnectionOptions): IClientOptions {
  return {
    clientId,
    clean: true,
    protocolVersion: address.version === '5' ? 5 : 4,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // A new link is a new client: mqtt.js would resend old frames before the birth.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(will === null
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.text), qos: 1, retain: true } }),
    // One command at a time (mqtt.md, "Limits").
    ...(address.version === '5' ? { properties: { receiveMaximum: 1 } } : {}),
    ...(address.secret === undefined ? {} : { username: clientId, password: address.secret }),
    ...address.tls,
  };
}

/** mqtt.js types its stream as a bare duplex; over mqtt:// and mqtts:// it is a socket. */
function socketOf(client: MqttClient): Socket {
  return client.stream as unknown as Socket;
}
