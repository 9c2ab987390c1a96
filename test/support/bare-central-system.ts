import { once } from 'node:events';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type RPCClient, RPCServer } from 'ocpp-rpc';
import { makeStrictValidator } from './ocpp-strict-validator.ts';

type Params = Readonly<Record<string, unknown>>;

/** A CALL that a charge point made. */
export type ReceivedCall = {
  readonly identity: string;
  readonly method: string;
  readonly params: Params;
};

/** What a central system over TLS shows, PEM, and who signs the certificates of its clients. */
export type CentralTls = { readonly cert: string; readonly key: string; readonly ca: string };

/** How a central system is made; every field has a default. */
export type CentralOptions = {
  readonly protocol?: Subprotocol;
  readonly callTimeoutMs?: number;
  readonly pingIntervalMs?: number;
  /** Absent: without TLS. */
  readonly tls?: CentralTls;
};

type Answering = (params: Params, identity: string) => unknown;

const INTERVAL_SECONDS = 300;
const ACCEPTED = { status: 'Accepted' };

/** Subprotocols that a central system can speak. */
export type Subprotocol = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1';

/**
 * A central system with nothing of ours in it: ocpp-rpc, checking each message of both directions
 * against the schemas of its version. Newest connection of an identity wins.
 */
export class BareCentralSystem {
  readonly received: ReceivedCall[] = [];
  /** What the schemas found wrong with a charge point's messages. */
  readonly violations: unknown[] = [];
  readonly badMessages: unknown[] = [];
  readonly passwords = new Map<string, string | undefined>();
  /** Common names of the client certificates, one for each connection; undefined without one. */
  readonly peers: (string | undefined)[] = [];
  /** Connections ever made. */
  connections = 0;
  /** Connections that are no more. */
  closures = 0;
  port = 0;
  /** True: nobody's credentials are good. */
  isLocked = false;

  readonly #server: RPCServer;
  readonly #protocol: Subprotocol;
  readonly #tls: CentralTls | undefined;
  #https: Server | undefined;
  readonly #clients = new Map<string, RPCClient>();
  readonly #answers = new Map<string, Answering>();
  #lastTransactionId = 100;

  constructor(options: CentralOptions = {}) {
    this.#tls = options.tls;
    this.#protocol = options.protocol ?? 'ocpp1.6';
    this.#server = new RPCServer({
      protocols: [this.#protocol],
      strictMode: true,
      strictModeValidators: [makeStrictValidator(this.#protocol)],
      callTimeoutMs: options.callTimeoutMs ?? 5_000,
      pingIntervalMs: options.pingIntervalMs ?? 30_000,
    });
    this.#server.auth((accept, reject, { identity, password, request }) => {
      this.peers.push(peerOf(request.socket));
      this.passwords.set(identity, password?.toString());
      if (this.isLocked) reject(401, 'Unauthorized');
      else accept({ identity });
    });
    this.#server.on('client', (client: RPCClient & { identity: string }) => this.#welcome(client));
  }

  get url(): string {
    return `${this.#tls === undefined ? 'ws' : 'wss'}://127.0.0.1:${this.port}/ocpp`;
  }

  async listen(port = 0): Promise<this> {
    const server = await this.#open(port);
    this.port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Another answer for one method; it may throw. */
  answer(method: string, answering: Answering): void {
    this.#answers.set(method, answering);
  }

  /** Calls a charge point; rejects on CALLERROR, time-out or a lost link. */
  async call(method: string, params: Params = {}, identity = this.#only()): Promise<Params> {
    const client = this.#clients.get(identity);
    if (client === undefined) throw new Error(`${identity} is not connected`);
    return (await client.call(method, params)) as Params;
  }

  /** Sends a text as it is. */
  sendRaw(text: string, identity = this.#only()): void {
    this.#clients.get(identity)?.sendRaw(text);
  }

  /** What came of one method, oldest first. */
  all(method: string): Params[] {
    return this.received.filter((call) => call.method === method).map(({ params }) => params);
  }

  /** The newest status of connector 1. */
  get status(): unknown {
    return this.all('StatusNotification').findLast(({ connectorId }) => connectorId === 1)?.status;
  }

  /** The newest sampled value of one measurand. */
  metered(measurand: string): number {
    const newest = this.all('MeterValues').at(-1) as MeterValuesParams | undefined;
    const sampled = newest?.meterValue[0]?.sampledValue ?? [];
    return Number(sampled.find((sample) => sample.measurand === measurand)?.value);
  }

  /** Cuts every connection without a word and stops listening. */
  async close(): Promise<void> {
    const clients = [...this.#clients.values()];
    await this.#server.close({ force: true });
    await Promise.all(clients.map((client) => client.close({ force: true })));
    this.#https?.close();
  }

  async #open(port: number): Promise<Server> {
    if (this.#tls === undefined) return this.#server.listen(port, '127.0.0.1');
    const wishes = { requestCert: true, rejectUnauthorized: false };
    const https = createHttps({ ...this.#tls, ...wishes });
    https.on('upgrade', this.#server.handleUpgrade);
    https.listen(port, '127.0.0.1');
    await once(https, 'listening');
    this.#https = https;
    return https;
  }

  #only(): string {
    const [identity = ''] = this.#clients.keys();
    return identity;
  }

  #welcome(client: RPCClient & { identity: string }): void {
    const { identity } = client;
    this.connections += 1;
    this.#clients.set(identity, client);
    client.on('strictValidationFailure', (failure: unknown) => this.violations.push(failure));
    client.on('badMessage', (bad: unknown) => this.badMessages.push(bad));
    void once(client, 'close').then(() => {
      this.closures += 1;
      if (this.#clients.get(identity) === client) this.#clients.delete(identity);
    });
    client.handle(async ({ method = '', params = {} }) => {
      this.received.push({ identity, method, params });
      const answering = this.#answers.get(method) ?? ((): unknown => this.#answer(method));
      return (await answering(params, identity)) as Record<string, unknown>;
    });
  }

  #answer(method: string): object {
    switch (method) {
      case 'BootNotification':
        return {
          status: 'Accepted',
          currentTime: new Date().toISOString(),
          interval: INTERVAL_SECONDS,
        };
      case 'Heartbeat':
        return { currentTime: new Date().toISOString() };
      case 'Authorize':
        return this.#protocol === 'ocpp1.6' ? { idTagInfo: ACCEPTED } : { idTokenInfo: ACCEPTED };
      case 'StartTransaction':
        this.#lastTransactionId += 1;
        return { idTagInfo: ACCEPTED, transactionId: this.#lastTransactionId };
      case 'DataTransfer':
      case 'SignCertificate':
        return ACCEPTED;
      default:
        return {};
    }
  }
}

/** The name in a client certificate that the CA signed. */
function peerOf(socket: unknown): string | undefined {
  const { authorized, getPeerCertificate } = socket as TLSSocket;
  if (authorized !== true) return undefined;
  const name = getPeerCertificate.call(socket).subject.CN;
  return Array.isArray(name) ? name[0] : name;
}

type MeterValuesParams = {
  readonly meterValue: readonly {
    readonly sampledValue: readonly { readonly measurand?: string; readonly value: string }[];
  }[];
};
