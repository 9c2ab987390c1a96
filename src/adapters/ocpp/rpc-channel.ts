import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

/** A payload of a CALL or CALLRESULT; its shape is checked by the schemas of strict mode. */
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
  readonly handshake: { readonly request: IncomingMessage };
  /** Not public, but ocpp-rpc 2.2.1 offers no ping, pause or terminate of a single client. */
  readonly _ws: WebSocket;
};

/** One charger's socket as messages, with ocpp-rpc's traps closed. */
export type RpcChannel = {
  isOpen(): boolean;
  /** `null`: proved that no byte left (the socket's own count of bytes did not move). */
  send(action: string, params: Payload): SentCall | null;
  onCall(action: string, handler: (messageId: string, params: unknown) => Promise<object>): void;
  /** After the answer to an inbound CALL went to the socket. */
  onAnswered(listener: (messageId: string) => void): void;
  onFrame(listener: (text: string) => void): void;
  onPong(listener: () => void): void;
  /** A message that is no OCPP-J or breaks its schema; one of ours is a bug. */
  onInvalid(listener: (from: 'charger' | 'gateway') => void): void;
  onClosed(listener: (code: number) => void): void;
  ping(): void;
  /** Begins the closing handshake. */
  close(code: number, reason: string): void;
  terminate(): void;
};

const REASON_CHARS_MAX = 100;

/** Wraps the client of one accepted WebSocket. */
export function makeRpcChannel(client: RpcClient): RpcChannel {
  const socket = client.handshake.request.socket;
  let lastFrame = '';
  client.on('message', ({ message, outbound }: { message: string; outbound: boolean }) => {
    if (outbound) lastFrame = message;
  });
  containClose(client);
  const toAnswer = makeAnswerReader(client);
  return {
    isOpen: () => client._ws.readyState === WebSocket.OPEN,
    send(action, params) {
      const bytesBefore = socket.bytesWritten;
      // The library's queue runs the call at once: this adapter keeps its own single slot, and an
      // unlimited time-out lets a late answer resolve the same promise, matched by message id.
      const result = client.call(action, params, { callTimeoutMs: Number.POSITIVE_INFINITY });
      const hasLeft = client._ws.readyState === WebSocket.OPEN && socket.bytesWritten > bytesBefore;
      if (!hasLeft) {
        result.catch(() => undefined);
        return null;
      }
      const messageId = String((JSON.parse(lastFrame) as unknown[])[1]);
      const frameHash = createHash('sha256').update(lastFrame).digest('hex');
      return { messageId, frameHash, answer: toAnswer(messageId, result) };
    },
    onCall: (action, handler) =>
      client.handle(action, ({ messageId, params }) => handler(messageId, params)),
    onAnswered: (listener) =>
      client.on('response', ({ outbound, payload }: { outbound: boolean; payload: unknown[] }) => {
        // The library emits this just before it writes, in the same turn.
        if (outbound) queueMicrotask(() => listener(String(payload[1])));
      }),
    onFrame: (listener) =>
      client.on('message', (event: { message: string; outbound: boolean }) => {
        if (!event.outbound) listener(event.message);
      }),
    onPong(listener) {
      client._ws.on('pong', listener);
      client._ws.on('ping', listener);
    },
    onInvalid(listener) {
      client.on('badMessage', () => listener('charger'));
      client.on('strictValidationFailure', ({ outbound }: { outbound: boolean }) =>
        listener(outbound ? 'gateway' : 'charger'),
      );
    },
    onClosed: (listener) => client.once('close', ({ code }: { code: number }) => listener(code)),
    ping() {
      if (client._ws.readyState === WebSocket.OPEN) client._ws.ping();
    },
    close: (code, reason) => client._ws.close(code, reason.slice(0, REASON_CHARS_MAX)),
    terminate: () => client._ws.terminate(),
  };
}

/**
 * The library calls its own `close` without looking at the promise, which rejects when the peer
 * breaks the framing during the closing handshake: an unhandled rejection, the end of the process.
 */
function containClose(client: RpcClient): void {
  const close = client.close.bind(client);
  client.close = (options) => close(options).catch(() => undefined);
}

function makeAnswerReader(client: RpcClient) {
  const invalid = new Map<string, string>();
  client.on(
    'strictValidationFailure',
    (event: { messageId: string; error: Error; outbound: boolean; isCall: boolean }) => {
      if (!event.outbound && !event.isCall) invalid.set(event.messageId, event.error.message);
    },
  );
  return async (messageId: string, result: Promise<unknown>): Promise<Answer> => {
    try {
      return { kind: 'result', payload: toPayload(await result) };
    } catch (error) {
      const detail = invalid.get(messageId);
      if (invalid.delete(messageId)) return { kind: 'invalid', detail: detail ?? '' };
      const { rpcErrorCode, message } = error as { rpcErrorCode?: unknown; message?: unknown };
      if (rpcErrorCode === undefined) return { kind: 'cut' };
      return { kind: 'error', code: String(rpcErrorCode), description: String(message ?? '') };
    }
  };
}

function toPayload(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {};
}
