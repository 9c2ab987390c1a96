import { WebSocket } from 'ws';
import type { TlsFiles } from '../../lib/argument-files.ts';
import type { SimClock } from '../../lib/clock.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Random } from '../../lib/random.ts';

/** Where a charge point dials in and as whom (OCPP-J 1.6 3.1, 6.2). */
export type LinkAddress = {
  /** `ws://` or `wss://` up to and without the identity. */
  readonly url: string;
  readonly identity: string;
  readonly password?: string | undefined;
  readonly tls?: TlsFiles | undefined;
};

/** What the owner of a link hears; `connection` counts up, so that answers find their socket. */
export type LinkListener = {
  onUp(connection: number): void;
  onText(text: string): void;
  onDown(): void;
  onFailure(why: string): void;
  /** A second socket was there, and one of the two was kept. */
  onSecond(kept: 'first' | 'second'): void;
};

/** What a link is made of. */
export type LinkOptions = {
  /** Asked at each dialling: what is shown may have changed. */
  readonly address: () => LinkAddress;
  readonly subprotocol: string;
  readonly clock: SimClock;
  readonly random: Random;
  /** True: each link is followed by a second one, and one of the two is cut. */
  readonly opensSecond: boolean;
  readonly listener: LinkListener;
};

const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_MAX_MS = 60_000;
/** Wall time; no speed makes a charge point dial faster than this. */
const BACKOFF_FLOOR_MS = 20;
const HANDSHAKE_TIMEOUT_MS = 10_000;
const PAYLOAD_BYTES_MAX = 1_048_576;
const ABANDONED_MAX = 4;
/** How long two sockets stand beside each other. */
const BOTH_MS = 2_000;

/**
 * One charge point's websocket, dialled again with back-off until it is stopped.
 * States: idle -> dialling -> up -> waiting -> dialling ...; stopped is final. At most one socket
 * is ours to talk on; sockets left half-open are kept, unread, until a newer one needs their place.
 */
export class WebSocketLink {
  readonly #options: LinkOptions;
  readonly #abandoned: WebSocket[] = [];
  #socket: WebSocket | undefined;
  #second: WebSocket | undefined;
  #cancelDial: () => void = () => {};
  #connection = 0;
  #failures = 0;
  #wasUp = false;
  #isStopped = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Number of the present or last connection. */
  get connection(): number {
    return this.#connection;
  }

  /** Dials after `delayMs` of device time. */
  dial(delayMs: number): void {
    if (this.#isStopped || this.#socket !== undefined) return;
    this.#cancelDial();
    this.#cancelDial = this.#options.clock.after(delayMs, () => this.#open());
  }

  /** Sends when up; `onSent` runs once the bytes are with the operating system. */
  send(text: string, onSent?: () => void): boolean {
    if (!this.isUp) return false;
    this.#socket?.send(text, () => onSent?.());
    return true;
  }

  /** Cuts the socket without a closing handshake, as a power failure would, and dials again. */
  drop(redialMs = this.#backoffMs()): void {
    const socket = this.#release();
    socket?.terminate();
    if (this.#wasUp && socket !== undefined) this.#options.listener.onDown();
    this.dial(redialMs);
  }

  /** Leaves the socket open but unread (no pong either) and dials a second one after `redialMs`. */
  goHalfOpen(redialMs: number): void {
    const socket = this.#release();
    if (socket === undefined) return;
    socket.pause();
    this.#abandoned.push(socket);
    if (this.#abandoned.length > ABANDONED_MAX) this.#abandoned.shift()?.terminate();
    this.#options.listener.onDown();
    this.dial(redialMs);
  }

  /** Sends a ping frame (OCPP 1.6 WebSocketPingInterval). */
  ping(): void {
    if (this.isUp) this.#socket?.ping();
  }

  /** Closes for good; resolves when every socket is gone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelDial();
    for (const socket of this.#abandoned.splice(0)) socket.terminate();
    this.#second?.terminate();
    const socket = this.#release();
    if (socket === undefined) return;
    if (this.#wasUp) this.#options.listener.onDown();
    await closeGently(socket);
  }

  #open(): void {
    // Whoever has let the first socket go for the second must not meet a third one.
    if (this.#second?.readyState === WebSocket.OPEN) return;
    const socket = this.#dialSocket();
    this.#socket = socket;
    this.#wasUp = false;
    socket.on('open', () => {
      this.#take();
      if (this.#options.opensSecond) this.#openSecond();
    });
    this.#listenTo(socket);
  }

  #dialSocket(): WebSocket {
    const { subprotocol } = this.#options;
    const address = this.#options.address();
    return new WebSocket(endpointOf(address), subprotocol, {
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      maxPayload: PAYLOAD_BYTES_MAX,
      perMessageDeflate: false,
      // What an answer means is known before the frame behind it is read.
      allowSynchronousEvents: false,
      headers: authorizationOf(address),
      ...address.tls,
    });
  }

  /** The socket is up, and ours to talk on. */
  #take(): void {
    this.#failures = 0;
    this.#wasUp = true;
    this.#connection += 1;
    this.#options.listener.onUp(this.#connection);
  }

  #listenTo(socket: WebSocket): void {
    let why = 'closed';
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#options.listener.onText(data.toString());
    });
    socket.on('error', (error) => {
      why = messageOf(error);
    });
    socket.on('close', () => this.#onClose(socket, why));
  }

  /** The same identity once more, beside the present socket; nobody reads it for a while. */
  #openSecond(): void {
    const second = this.#dialSocket();
    this.#second?.terminate();
    this.#second = second;
    second.on('error', () => {});
    second.on('open', () => {
      second.pause();
      this.#options.clock.after(BOTH_MS, () => this.#keepOne(second));
    });
  }

  #keepOne(second: WebSocket): void {
    if (this.#second !== second) return;
    this.#second = undefined;
    const isSecondKept = this.#options.random() < 0.5;
    this.#options.listener.onSecond(isSecondKept ? 'second' : 'first');
    if (!isSecondKept || second.readyState !== WebSocket.OPEN) {
      second.terminate();
      if (this.#socket === undefined) this.dial(this.#backoffMs());
      return;
    }
    this.#cancelDial();
    const first = this.#release();
    if (first !== undefined) this.#options.listener.onDown();
    first?.terminate();
    this.#socket = second;
    this.#listenTo(second);
    this.#take();
    second.resume();
  }

  #onClose(socket: WebSocket, why: string): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    if (this.#wasUp) this.#options.listener.onDown();
    else this.#options.listener.onFailure(why);
    this.dial(this.#backoffMs());
  }

  #release(): WebSocket | undefined {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return undefined;
    socket.removeAllListeners();
    // A socket cut while it dials reports that as an error, which nobody needs any more.
    socket.on('error', () => {});
    return socket;
  }

  #backoffMs(): number {
    const { clock, random } = this.#options;
    const base = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
    return Math.max(base * (0.75 + random() / 2), BACKOFF_FLOOR_MS * clock.speed);
  }
}

function endpointOf({ url, identity }: LinkAddress): string {
  return `${url.replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
}

/** HTTP basic, identity and password (OCPP-J 1.6 6.2.2). */
function authorizationOf({ identity, password }: LinkAddress): Record<string, string> {
  if (password === undefined) return {};
  const credentials = Buffer.from(`${identity}:${password}`).toString('base64');
  return { Authorization: `Basic ${credentials}` };
}

const CLOSE_PATIENCE_MS = 1_000;

function closeGently(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS);
    socket.on('close', () => {
      clearTimeout(cut);
      resolve();
    });
    if (socket.readyState === WebSocket.CLOSED) {
      clearTimeout(cut);
      resolve();
    } else if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
    else socket.close(1001);
  });
}
