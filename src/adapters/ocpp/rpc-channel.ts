import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { CallError } from './call-error.ts';
import { makeNumericIds } from './numeric-ids.ts';
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

/** The part of ocpp-rpc's client that is used here; its own types are loose. */
export type RpcClient = EventEmitter & {
  call(method: string, params: Payload, options: object): Promise<unknown>;
  handle(method: string, handler: (call: { messageId: string; params: unknown }) => unknown): void;
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

/** One charger's socket as messages, with ocpp-rpc's traps closed. */
export type RpcChannel = {
  isOpen(): boolean;
  /** `null`: proved that no byte left (the socket's own count of bytes did not move). */
  send(action: string, params: Payload): SentCall | null;
  /** Serves one action: what the handler resolves with, checked by it, is the answer. */
  onCall(action: string, handler: (messageId: string, exchange: Exchange) => Promise<object>): void;
  /** After the answer to an inbound CALL went to the socket. */
  onAnswered(listener: (messageId: string) => void): void;
  /** Each frame of the charger, as it came. */
  onFrame(listener: (text: string) => void): void;
  /** Each frame of ours, as it went to the socket. */
  onSent(listener: (text: string) => void): void;
  onPong(listener: () => void): void;
  onInvalid(listener: (invalid: Invalid) => void): void;
  onClosed(listener: (code: number) => void): void;
  ping(): void;
  /** Begins the closing handshake. */
  close(code: number, reason: string): void;
  terminate(): void;
};

const REASON_CHARS_MAX = 100;

/** Wraps the client of one accepted WebSocket; `check` judges what goes either way. */
export function makeRpcChannel(client: RpcClient, check: FrameCheck): RpcChannel {
  const taps = tapFrames(client);
  const judge = makeJudge(client, check);
  containClose(client);
  keepOurErrorCodes(client);
  return {
    isOpen: () => client._ws.readyState === WebSocket.OPEN,
    send: (action, params) => (judge.mayLeave(action, params) ? send(action, params) : null),
    onCall: (action, handler) =>
      client.handle(action, ({ messageId, params }) =>
        handler(messageId, judge.toExchange(action, toPayload(params))),
      ),
    onAnswered: (listener) =>
      client.on('response', ({ outbound, payload }: { outbound: boolean; payload: unknown[] }) => {
        // The library emits this just before it writes, in the same turn.
        if (outbound) queueMicrotask(() => listener(String(payload[1])));
      }),
    onFrame: (listener) => taps.received.add(listener),
    onSent: (listener) => taps.sent.add(listener),
    onPong(listener) {
      client._ws.on('pong', listener);
      client._ws.on('ping', listener);
    },
    onInvalid: (listener) => judge.listeners.add(listener),
    onClosed: (listener) => client.once('close', ({ code }: { code: number }) => listener(code)),
    ping() {
      if (client._ws.readyState === WebSocket.OPEN) client._ws.ping();
    },
    close: (code, reason) => client._ws.close(code, reason.slice(0, REASON_CHARS_MAX)),
    terminate: () => client._ws.terminate(),
  };

  function send(action: string, params: Payload): SentCall | null {
    const { socket } = client.handshake.request;
    const bytesBefore = socket.bytesWritten;
    // The library's queue runs the call at once: this adapter keeps its own single slot, and an
    // unlimited time-out lets a late answer resolve the same promise, matched by message id.
    const result = client.call(action, params, { callTimeoutMs: Number.POSITIVE_INFINITY });
    const hasLeft = client._ws.readyState === WebSocket.OPEN && socket.bytesWritten > bytesBefore;
    if (!hasLeft) {
      result.catch(() => undefined);
      return null;
    }
    const frame = taps.lastSent();
    const messageId = String((JSON.parse(frame) as unknown[])[1]);
    const frameHash = createHash('sha256').update(frame).digest('hex');
    return { messageId, frameHash, answer: judge.readAnswer(result, action) };
  }
}

/** Judges what goes either way, and tells of what breaks its schema. */
function makeJudge(client: RpcClient, check: FrameCheck) {
  const listeners = new Set<(invalid: Invalid) => void>();
  const tell = (invalid: Invalid) => {
    for (const listener of listeners) listener(invalid);
  };
  client.on('badMessage', () => tell({ from: 'charger', action: null, fault: null }));
  return {
    listeners,
    mayLeave(action: string, params: Payload): boolean {
      const fault = check.own(action, 'request', params);
      if (fault) tell({ from: 'gateway', action, fault });
      return fault === null;
    },
    toExchange: (action: string, payload: unknown): Exchange => ({
      read() {
        const fault = check.request(action, payload);
        if (!fault) return payload as Payload;
        tell({ from: 'charger', action, fault });
        throw new CallError(fault.code, describeFault(fault));
      },
      check(answer) {
        const fault = check.own(action, 'response', answer);
        if (!fault) return answer;
        tell({ from: 'gateway', action, fault });
        throw new CallError('InternalError', 'the gateway has no valid answer to this');
      },
    }),
    async readAnswer(result: Promise<unknown>, action: string): Promise<Answer> {
      try {
        const payload = toPayload(await result);
        const fault = check.response(action, payload);
        if (!fault) return { kind: 'result', payload: payload as Payload };
        tell({ from: 'charger', action, fault });
        return { kind: 'invalid', detail: describeFault(fault) };
      } catch (error) {
        const { rpcErrorCode, message } = error as { rpcErrorCode?: unknown; message?: unknown };
        if (rpcErrorCode === undefined) return { kind: 'cut' };
        return { kind: 'error', code: String(rpcErrorCode), description: String(message ?? '') };
      }
    },
  };
}

/** All frames of a link, as they are on the wire, around what the library makes of them. */
function tapFrames(client: RpcClient) {
  const received = new Set<(text: string) => void>();
  const sent = new Set<(text: string) => void>();
  const ids = makeNumericIds();
  const read = client._onMessage.bind(client);
  const write = client.sendRaw.bind(client);
  let last = '';
  client._onMessage = (data) => {
    const text = data.toString();
    // The library passes over empty frames, which some chargers send.
    if (text !== '') for (const listener of received) listener(text);
    read(ids.toText(text));
  };
  client.sendRaw = (frame) => {
    last = ids.toNumber(frame);
    write(last);
    for (const listener of sent) listener(last);
  };
  return { received, sent, lastSent: () => last };
}

/**
 * The library calls its own `close` without looking at the promise, which rejects when the peer
 * breaks the framing during the closing handshake: an unhandled rejection, the end of the process.
 */
function containClose(client: RpcClient): void {
  const close = client.close.bind(client);
  client.close = (options) => close(options).catch(() => undefined);
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
