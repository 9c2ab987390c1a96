import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { CallError } from './call-error.ts';
import { NumericIds } from './numeric-ids.ts';
import { describeFault, type Fault } from './validation/fault.ts';
import type { FrameCheck } from './validation/frame-check.ts';

/** A payload of a CALL or CALLRESULT; its shape is checked by the schemas of its version. */
export type Payload = Readonly<Record<string, unknown>>;

/** How a charger answered one CALL; `invalid` breaks the schema, `cut` means the link ended. */
export type Answer =
  | { readonly kind: 'result'; readonly payload: Payload }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'invalid'; readonly detail: string }
  | { readonly kind: 'cut' };

/** A CALL whose frame left; the answer may come at any time until the link ends. */
export type SentCall = {
  readonly messageId: string;
  readonly frameHash: string;
  readonly answer: Promise<Answer>;
};

/** A CALL as the library gives it to its handler. */
type InboundCall = {
  readonly messageId: string;
  readonly method: string;
  readonly params: unknown;
};

/** The part of ocpp-rpc's client that is used here; its own types are loose. */
export type RpcClient = EventEmitter & {
  call(method: string, params: Payload, options: object): Promise<unknown>;
  /** Serves every action. */
  handle(handler: (call: InboundCall) => Promise<object>): void;
  close(options?: object): Promise<unknown>;
  /** Writes a frame; not public either, nor is the next: every frame goes through these two. */
  sendRaw(frame: string): void;
  _onMessage(data: { toString(): string }): void;
  readonly handshake: { readonly request: IncomingMessage };
  /** Not public, but ocpp-rpc 2.2.1 offers no ping, pause or terminate of a single client. */
  readonly _ws: WebSocket;
};

/** A message that is no OCPP-J or breaks its schema; `null`: not even that much is known of it. */
export type Invalid = {
  /** One of the gateway is a bug. */
  readonly from: 'charger' | 'gateway';
  readonly action: string | null;
  readonly fault: Fault | null;
};

/** One CALL of the charger, whose two halves are judged when they are asked for. */
export type Exchange = {
  /** Its payload. @throws CallError to be answered as it is. */
  read(): Payload;
  /** The answer that may leave, the one given. @throws CallError when that one is a bug of ours. */
  check(answer: object): object;
};

/** What a link hears of its channel. */
export type ChannelListener = {
  /** A CALL of the charger: what it resolves with, checked by the exchange, is the answer. */
  onCall(action: string, messageId: string, exchange: Exchange): Promise<object>;
  /** The answer to an inbound CALL went to the socket. */
  onAnswered(messageId: string): void;
  /** A frame of the charger, as it came. */
  onFrame(text: string): void;
  /** A frame of ours, as it went to the socket. */
  onSent(text: string): void;
  /** A ping or pong. */
  onPong(): void;
  onInvalid(invalid: Invalid): void;
  /** The socket is closed; once. */
  onClosed(code: number): void;
};

const REASON_CHARS_MAX = 100;

/**
 * One charger's socket as messages, with ocpp-rpc's traps closed: the client of one accepted
 * WebSocket, and the check that judges what goes either way. There are thousands of it, so what it
 * holds is shared by all of them where it can be.
 */
export class RpcChannel {
  readonly #client: RpcClient;
  readonly #check: FrameCheck;
  readonly #ids = new NumericIds();
  #listener: ChannelListener | null = null;
  #lastSent = '';
  /** The CALL whose answer the library is about to write. */
  #answering: string | null = null;

  constructor(client: RpcClient, check: FrameCheck) {
    this.#client = client;
    this.#check = check;
    this.#tapFrames();
    containClose(client);
    keepOurErrorCodes(client);
    client.on('badMessage', () => this.#tell({ from: 'charger', action: null, fault: null }));
    client.on('response', ({ outbound, payload }: { outbound: boolean; payload: unknown[] }) => {
      // The library emits this just before it writes, in the same turn.
      if (outbound) this.#answering = String(payload[1]);
    });
  }

  /** Tells of everything from now on; to be called once. */
  listen(listener: ChannelListener): void {
    this.#listener = listener;
    const client = this.#client;
    client.handle(({ messageId, method, params }) =>
      listener.onCall(method, messageId, this.#toExchange(method, toPayload(params))),
    );
    const onPong = () => listener.onPong();
    client._ws.on('pong', onPong);
    client._ws.on('ping', onPong);
    client.once('close', ({ code }: { code: number }) => listener.onClosed(code));
  }

  isOpen(): boolean {
    return this.#client._ws.readyState === WebSocket.OPEN;
  }

  ping(): void {
    if (this.isOpen()) this.#client._ws.ping();
  }

  /** Begins the closing handshake. */
  close(code: number, reason: string): void {
    this.#client._ws.close(code, reason.slice(0, REASON_CHARS_MAX));
  }

  terminate(): void {
    this.#client._ws.terminate();
  }

  /** `null`: proved that no byte left (the socket's own count of bytes did not move). */
  send(action: string, params: Payload): SentCall | null {
    const fault = this.#check.own(action, 'request', params);
    if (fault) {
      this.#tell({ from: 'gateway', action, fault });
      return null;
    }
    const { socket } = this.#client.handshake.request;
    const bytesBefore = socket.bytesWritten;
    // The library's queue runs the call at once: this adapter keeps its own single slot, and an
    // unlimited time-out lets a late answer resolve the same promise, matched by message id.
    const options = { callTimeoutMs: Number.POSITIVE_INFINITY };
    const result = this.#client.call(action, params, options);
    const hasLeft = this.isOpen() && socket.bytesWritten > bytesBefore;
    if (!hasLeft) {
      result.catch(() => undefined);
      return null;
    }
    const frame = this.#lastSent;
    const messageId = String((JSON.parse(frame) as unknown[])[1]);
    const frameHash = createHash('sha256').update(frame).digest('hex');
    return { messageId, frameHash, answer: this.#readAnswer(result, action) };
  }

  /** All frames of a link, as they are on the wire, around what the library makes of them. */
  #tapFrames(): void {
    const client = this.#client;
    // Of the library's class, the same functions for every link.
    const { _onMessage: read, sendRaw: write } = client;
    client._onMessage = (data) => {
      const text = data.toString();
      // The library passes over empty frames, which some chargers send.
      if (text !== '') this.#listener?.onFrame(text);
      read.call(client, this.#ids.toText(text));
    };
    client.sendRaw = (frame) => {
      this.#lastSent = this.#ids.toNumber(frame);
      write.call(client, this.#lastSent);
      this.#listener?.onSent(this.#lastSent);
      if (this.#answering === null) return;
      const messageId = this.#answering;
      this.#answering = null;
      this.#listener?.onAnswered(messageId);
    };
  }

  #tell(invalid: Invalid): void {
    this.#listener?.onInvalid(invalid);
  }

  #toExchange(action: string, payload: unknown): Exchange {
    return {
      read: () => {
        const fault = this.#check.request(action, payload);
        if (!fault) return payload as Payload;
        this.#tell({ from: 'charger', action, fault });
        throw new CallError(fault.code, describeFault(fault));
      },
      check: (answer) => {
        const fault = this.#check.own(action, 'response', answer);
        if (!fault) return answer;
        this.#tell({ from: 'gateway', action, fault });
        throw new CallError('InternalError', 'the gateway has no valid answer to this');
      },
    };
  }

  async #readAnswer(result: Promise<unknown>, action: string): Promise<Answer> {
    try {
      const payload = toPayload(await result);
      const fault = this.#check.response(action, payload);
      if (!fault) return { kind: 'result', payload: payload as Payload };
      this.#tell({ from: 'charger', action, fault });
      return { kind: 'invalid', detail: describeFault(fault) };
    } catch (error) {
      const { rpcErrorCode, message } = error as { rpcErrorCode?: unknown; message?: unknown };
      if (rpcErrorCode === undefined) return { kind: 'cut' };
      return { kind: 'error', code: String(rpcErrorCode), description: String(message ?? '') };
    }
  }
}

/**
 * The library calls its own `close` without looking at the promise, which rejects when the peer
 * breaks the framing during the closing handshake: an unhandled rejection, the end of the process.
 */
function containClose(client: RpcClient): void {
  const { close } = client;
  client.close = (options) => close.call(client, options).catch(() => undefined);
}

/**
 * The library spells our error codes anew for 1.6, and corrects one that the errata of 1.6 keep
 * ("OccurenceConstraintViolation"). It looks at this property for nothing else.
 */
function keepOurErrorCodes(client: RpcClient): void {
  Object.defineProperty(client, 'protocol', { value: undefined });
}

/** A message without fields may come as null or not at all (OCPP-J 1.6 4.2.1). */
function toPayload(value: unknown): unknown {
  return value ?? {};
}
