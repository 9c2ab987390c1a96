import { randomUUID } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { WebSocket } from 'ws';

/** A JSON object on the wire. */
export type Json = Record<string, unknown>;
/** What a scripted charger does with a CALL of ours; `silent` never answers. */
export type Behaviour = (
  payload: Json,
  messageId: string,
) => Json | 'silent' | { error: string } | Promise<Json | 'silent' | { error: string }>;
/** One frame as it went over the wire, from the charger's point of view. */
export type Frame = {
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly json: unknown;
};

type RawOptions = {
  /** Headers besides those of the handshake. */
  readonly more?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly password?: string;
  readonly protocols?: string[];
  /** Whom it trusts, and what it shows. */
  readonly tls?: ConnectionOptions;
};

/**
 * A charger made of a plain WebSocket and hand-written OCPP-J 1.6 frames (chapter 4): an
 * independent reading of the protocol, which shares nothing with the adapter or the simulators.
 */
export class RawCharger {
  readonly frames: Frame[] = [];
  readonly behaviours: Record<string, Behaviour> = {};
  closeCode: number | null = null;
  readonly socket: WebSocket;
  readonly #waiting = new Map<string, (frame: unknown[]) => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.#take(data.toString()));
    socket.on('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => undefined);
  }

  /** Connects; rejects with the HTTP status when the upgrade is refused. */
  static connect(url: string, options: RawOptions) {
    const { user, password = 'secret', protocols = ['ocpp1.6'], tls = {}, more = {} } = options;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const headers = user === undefined ? more : { authorization, ...more };
    const socket = new WebSocket(url, protocols, { ...tls, headers, perMessageDeflate: false });
    return new Promise<RawCharger>((resolve, reject) => {
      const charger = new RawCharger(socket);
      socket.once('open', () => resolve(charger));
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        reject(new Error(`HTTP ${response.statusCode}`));
        socket.terminate();
      });
      socket.once('error', reject);
    });
  }

  /** Sends a CALL and gives its whole answer frame. */
  call(action: string, payload: Json, messageId: string = randomUUID()): Promise<unknown[]> {
    return new Promise((resolve) => {
      this.#waiting.set(messageId, resolve);
      this.send([2, messageId, action, payload]);
    });
  }

  /** Sends a CALL and gives the payload of its CALLRESULT. */
  async ask(action: string, payload: Json): Promise<Json> {
    const answer = await this.call(action, payload);
    if (answer[0] !== 3) throw new Error(`${action} was answered ${JSON.stringify(answer)}`);
    return answer[2] as Json;
  }

  send(frame: unknown): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.frames.push({ direction: 'out', text, json: frame });
    this.socket.send(text);
  }

  /** The CALLs that the gateway made, in order. */
  calls(action?: string): { messageId: string; action: string; payload: Json; text: string }[] {
    return this.frames
      .filter(({ direction, json }) => direction === 'in' && Array.isArray(json) && json[0] === 2)
      .map(({ json, text }) => {
        const [, messageId, name, payload] = json as [number, string, string, Json];
        return { messageId, action: name, payload, text };
      })
      .filter((call) => action === undefined || call.action === action);
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  close(): void {
    this.socket.terminate();
  }

  #take(text: string): void {
    const json = JSON.parse(text) as unknown[];
    this.frames.push({ direction: 'in', text, json });
    const [type, messageId, action, payload] = json as [number, string, string, Json];
    if (type === 2) void this.#answer(messageId, action, payload);
    else this.#waiting.get(messageId)?.(json);
  }

  async #answer(messageId: string, action: string, payload: Json): Promise<void> {
    const behaviour = this.behaviours[action];
    const answer = behaviour ? await behaviour(payload, messageId) : { error: 'NotImplemented' };
    if (answer === 'silent' || !this.isOpen) return;
    if ('error' in answer) this.send([4, messageId, answer['error'], '', {}]);
    else this.send([3, messageId, answer]);
  }
}
