import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { Aedes, type AedesPublishPacket, type Client } from 'aedes';

/** One thing that a device did at the broker, in order. */
export interface BrokerSight {
  readonly what: 'connect' | 'subscribe' | 'publish' | 'gone';
  readonly clientId: string;
  readonly topic: string;
  readonly text: string;
  readonly qos: number;
  readonly retain: boolean;
}

/** A broker with no rules of ours, which writes down what devices do. */
export interface BareBroker {
  readonly url: string;
  readonly sights: readonly BrokerSight[];
  /** How many connections asked to be let in so far. */
  attempts(): number;
  /** Sends a command request, QoS 1 and not retained (mqtt.md). */
  request(euid: string, tx: string, payload: object | string): Promise<void>;
  /** Sends a frame on any topic, QoS 1 and not retained. */
  publish(topic: string, payload: object | string): Promise<void>;
  /** Cuts a client's connection. */
  kick(clientId: string): void;
  /** The answers on one transaction's topic, oldest first. */
  answers(tx: string): string[];
  close(): Promise<void>;
}

/** A broker behind TLS that asks for client certificates. */
export interface BareTls {
  readonly key: string;
  readonly cert: string;
  /** Issuers of client certificates. */
  readonly ca: string;
  /** Whether a client may come in with what it shows; refused with CONNACK code 5. */
  readonly admit: (client: { id: string; der: Buffer }) => boolean;
  /** Told of each frame that a client published, once it was written down. */
  readonly onFrame: (sight: BrokerSight) => void;
}

/** Starts a broker on loopback; `password` is what devices must show, when it is given. */
export async function startBareBroker(password?: string, tls?: BareTls): Promise<BareBroker> {
  let attempts = 0;
  const clients = new Map<string, Client>();
  const aedes = await Aedes.createBroker({
    authenticate: (client, _user, given, done) => {
      attempts += 1;
      const isLetIn = tls === undefined || isAdmitted(tls, client);
      if (isLetIn) done(null, password === undefined || given?.toString() === password);
      else done(Object.assign(new Error('not authorized'), { returnCode: 5 }), null);
    },
  });
  const sights: BrokerSight[] = [];
  const add = (what: BrokerSight['what'], client: Client | null, more: Partial<BrokerSight> = {}) =>
    sights.push({
      what,
      clientId: client?.id ?? '',
      topic: '',
      text: '',
      qos: 0,
      retain: false,
      ...more,
    });
  aedes.on('clientReady', (client) => {
    clients.set(client.id, client);
    add('connect', client);
  });
  aedes.on('clientDisconnect', (client) => add('gone', client));
  aedes.on('subscribe', (subscriptions, client) => {
    for (const { topic, qos } of subscriptions) add('subscribe', client, { topic, qos });
  });
  aedes.on('publish', (packet: AedesPublishPacket, client) => {
    if (packet.topic.startsWith('$SYS')) return;
    const { topic, qos, retain } = packet;
    add('publish', client, { topic, qos, retain, text: packet.payload.toString() });
    const sight = sights.at(-1);
    if (client !== null && sight !== undefined) tls?.onFrame(sight);
  });
  const server =
    tls === undefined
      ? createServer({ noDelay: true }, aedes.handle)
      : createTlsServer(
          { key: tls.key, cert: tls.cert, ca: tls.ca, requestCert: true, noDelay: true },
          (socket) => aedes.handle(socket as unknown as Socket & { encrypted: boolean }),
        );
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'mqtt' : 'mqtts'}://127.0.0.1:${port}`,
    sights,
    attempts: () => attempts,
    request: (euid, tx, payload) => publish(aedes, `gw/v1/${euid}/cmd/${tx}/req`, toText(payload)),
    publish: (topic, payload) => publish(aedes, topic, toText(payload)),
    kick: (clientId) => clients.get(clientId)?.conn.destroy(),
    answers: (tx) =>
      sights.filter(({ topic }) => topic.endsWith(`/cmd/${tx}/res`)).map(({ text }) => text),
    close: () =>
      new Promise((resolve) => {
        aedes.close(() => server.close(() => resolve()));
      }),
  };
}

/** Whoever has left already shows no certificate any more. */
function isAdmitted(tls: BareTls, client: Client): boolean {
  const shown: { raw: Buffer } | null = (client.conn as unknown as TLSSocket).getPeerCertificate(
    true,
  );
  return shown !== null && tls.admit({ id: client.id, der: shown.raw });
}

const toText = (payload: object | string) =>
  typeof payload === 'string' ? payload : JSON.stringify(payload);

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function publish(aedes: Aedes, topic: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    aedes.publish(
      { cmd: 'publish', topic, payload: text, qos: 1, retain: false, dup: false },
      (error) => (error ? reject(error) : resolve()),
    );
  });
}
