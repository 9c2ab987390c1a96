import { once } from 'node:events';
import { connect as openSocket, type Socket } from 'node:net';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { rightSecret } from './mqtt-bench.ts';
import { waitFor } from './wait-for.ts';

/** A message as a device received it. */
export type Received = { readonly topic: string; readonly text: string; readonly retain: boolean };

/** A device's end of the wire: mqtt.js, no-delay, never connecting again by itself. */
export type TestDevice = {
  readonly euid: string;
  readonly client: MqttClient;
  readonly received: readonly Received[];
  /** True once the socket is gone. */
  isClosed(): boolean;
  /** Resolves with the PUBACK (QoS 1). */
  publish(
    path: string,
    payload: object | string,
    how?: { qos?: 0 | 1 | 2; retain?: boolean },
  ): Promise<unknown>;
  subscribe(filter: string, qos?: 0 | 1 | 2): Promise<unknown>;
  subscribeToCommands(): Promise<unknown>;
  birth(session?: number, bootId?: string): Promise<unknown>;
  /** Cuts the socket without a DISCONNECT. */
  drop(): void;
};

const open = new Set<MqttClient>();
const sockets = new Set<Socket>();

/** The CONNACK code of a refused connection, or `let in`; the client is closed again. */
export async function knock(port: number, options: IClientOptions): Promise<number | 'let in'> {
  const client = makeClient(port, options);
  return await new Promise((resolve) => {
    client.once('connect', () => client.end(true, () => resolve('let in')));
    client.once('error', (error) => {
      const code = 'code' in error && typeof error.code === 'number' ? error.code : -1;
      client.end(true, () => resolve(code));
    });
  });
}

/** The CONNECT options of a well-behaved device. */
export function optionsOf(euid: string, more: IClientOptions = {}): IClientOptions {
  return { clientId: euid, username: euid, password: rightSecret, keepalive: 60, ...more };
}

/** Connects a device and waits for its CONNACK. */
export async function connectDevice(
  port: number,
  euid: string,
  more: IClientOptions = {},
): Promise<TestDevice> {
  const client = makeClient(port, optionsOf(euid, more));
  const received: Received[] = [];
  client.on('message', (topic, payload, { retain }) => {
    received.push({ topic, text: payload.toString(), retain });
  });
  client.on('error', () => {});
  let isClosed = false;
  client.on('close', () => {
    isClosed = true;
  });
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => reject(new Error(`${euid} was closed before its CONNACK`)));
  });
  const root = `gw/v1/${euid}`;
  const publish: TestDevice['publish'] = (path, payload, how = {}) => {
    const topic = /^(gw\/|\$)/.test(path) ? path : `${root}/${path}`;
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return client.publishAsync(topic, text, { ...habitOf(path), ...how });
  };
  return {
    euid,
    client,
    received,
    isClosed: () => isClosed,
    publish,
    subscribe: (filter, qos = 1) => client.subscribeAsync(filter, { qos }),
    subscribeToCommands: () => client.subscribeAsync(`${root}/cmd/+/req`, { qos: 1 }),
    birth: (session = 1, bootId = 'boot-1') =>
      publish('status', { s: 'online', session, bootId, clock: true }),
    drop: () => client.stream.destroy(),
  };
}

/** A device that is up: subscribed, born, and ready for commands. */
export async function bringUp(port: number, euid: string, session = 1): Promise<TestDevice> {
  const device = await connectDevice(port, euid);
  await device.subscribeToCommands();
  await device.birth(session);
  return device;
}

/** Opens a bare socket, for bytes that no client would send. */
export async function openRaw(port: number): Promise<Socket> {
  const socket = openSocket({ port, host: '127.0.0.1', noDelay: true });
  sockets.add(socket);
  socket.on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  return socket;
}

/** Closes every client and socket that a test left open. */
export async function closeClients(): Promise<void> {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const client of open) client.end(true);
  await waitFor(() => [...open].every(({ stream }) => stream.destroyed), 'clients to close');
  open.clear();
}

/** QoS and retain flag of each path, as the scheme of mqtt.md has them. */
function habitOf(path: string): { qos: 0 | 1; retain: boolean } {
  if (path.startsWith('telemetry/')) return { qos: 0, retain: false };
  return { qos: 1, retain: /^(status|describe|state\/)/.test(path) };
}

function makeClient(port: number, options: IClientOptions): MqttClient {
  const client = connect({
    host: '127.0.0.1',
    port,
    protocol: 'mqtt',
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...options,
  });
  Reflect.apply(Reflect.get(client.stream, 'setNoDelay'), client.stream, [true]);
  open.add(client);
  return client;
}
