import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A message as it came, on the how-manieth socket it came. */
export type RawMessage = { readonly socket: number; readonly message: readonly unknown[] };

/**
 * A central system that takes what charge points send as it stands: no checks, every socket of an
 * identity kept, answers with the very id of the CALL. Speaks whatever the first offer is.
 */
export class RawCentralSystem {
  readonly received: RawMessage[] = [];
  readonly sockets: WebSocket[] = [];
  /** True: an older socket is cut when a newer one comes. */
  isNewestKept = false;
  readonly #server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  #lastTransactionId = 0;

  constructor() {
    this.#server.on('connection', (socket) => {
      if (this.isNewestKept) for (const older of this.sockets) older.close();
      const number = this.sockets.push(socket);
      socket.on('message', (data) => this.#onMessage(socket, number, String(data)));
    });
  }

  async listen(): Promise<this> {
    if (this.#server.address() === null) await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ocpp`;
  }

  /** How many sockets are open. */
  get openCount(): number {
    return this.sockets.filter(({ readyState, OPEN }) => readyState === OPEN).length;
  }

  /** CALLs of one action, oldest first. */
  calls(action: string): readonly RawMessage[] {
    return this.received.filter(({ message }) => message[0] === 2 && message[2] === action);
  }

  /** Sends a CALL on one socket, by its number. */
  call(socket: number, id: string, action: string, payload: object): void {
    this.sockets[socket - 1]?.send(JSON.stringify([2, id, action, payload]));
  }

  /** The answer to a CALL of ours, if it is there. */
  answerTo(id: string): RawMessage | undefined {
    return this.received.find(({ message }) => message[0] !== 2 && message[1] === id);
  }

  /** What an id is turned into in the answer to a CALL; by default it stays as it is. */
  idOf: (id: unknown) => unknown = (id) => id;

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #onMessage(socket: WebSocket, number: number, text: string): void {
    const message = JSON.parse(text) as unknown[];
    this.received.push({ socket: number, message });
    const [type, id, action] = message;
    if (type === 2) socket.send(JSON.stringify([3, this.idOf(id), this.#answer(action)]));
  }

  #answer(action: unknown): object {
    const currentTime = new Date().toISOString();
    const idTagInfo = { status: 'Accepted' };
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime, interval: 300 };
      case 'Heartbeat':
        return { currentTime };
      case 'Authorize':
        return { idTagInfo };
      case 'StartTransaction':
        this.#lastTransactionId += 1;
        return { idTagInfo, transactionId: this.#lastTransactionId };
      default:
        return {};
    }
  }
}
