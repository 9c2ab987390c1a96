import { WebSocket } from 'ws';
import { answerCall, type Triggered } from './charger-answers.ts';
import { boot, heartbeat, type Message, meterValues, status } from './charger-messages.ts';

/** Where a charger connects, and as whom. */
export type ChargerAddress = {
  /** `ws://host:port/ocpp`; the identity is appended. */
  readonly url: string;
  readonly identity: string;
  readonly secret: string;
};

/** One charger: a WebSocket and frames written by hand, so that load costs little. */
export type RawCharger = {
  readonly identity: string;
  /** One CALL at a time (OCPP-J 1.6 4.1.1): later ones wait. The text of the answer's frame. */
  call(message: Message): Promise<string>;
  isOpen(): boolean;
  close(): Promise<void>;
};

/** When the gateway last asked anything of any charger of this process. */
export type Questions = {
  lastAtMs: number;
  /** Told of each CALL as it comes, before it is read. */
  readonly onCall?: () => void;
};

const HANDSHAKE_MS = 30_000;

/** Connects; rejects when the door stays shut. */
export async function connectCharger(
  { url, identity, secret }: ChargerAddress,
  questions: Questions,
): Promise<RawCharger> {
  const socket = new WebSocket(`${url}/${identity}`, ['ocpp1.6'], {
    auth: `${identity}:${secret}`,
    handshakeTimeout: HANDSHAKE_MS,
    perMessageDeflate: false,
    // One agent for thousands would keep each address's list of sockets in order.
    agent: false,
  });
  // Before it is open: the gateway may ask as soon as it has answered the upgrade.
  const charger = speak(socket, identity, questions);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  socket.on('error', () => socket.terminate());
  return charger;
}

type Pending = {
  readonly message: Message;
  readonly resolve: (frame: string) => void;
  readonly reject: (error: Error) => void;
};

function speak(socket: WebSocket, identity: string, questions: Questions): RawCharger {
  const waiting: Pending[] = [];
  let current: Pending | null = null;
  let lastId = 0;

  function sendNext(): void {
    current = waiting.shift() ?? null;
    if (!current) return;
    lastId += 1;
    const { action, params } = current.message;
    socket.send(`[2,"${lastId}","${action}",${params}]`);
  }

  function call(message: Message): Promise<string> {
    if (socket.readyState > WebSocket.OPEN) return Promise.reject(new Error('the link is gone'));
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    waiting.push({ message, resolve, reject });
    if (!current && socket.readyState === WebSocket.OPEN) sendNext();
    return promise;
  }

  socket.on('message', (data: Buffer) => {
    const frame = data.toString();
    if (frame.startsWith('[2,')) return answer(frame);
    const answered = current;
    sendNext();
    if (frame.startsWith('[3,')) answered?.resolve(frame);
    else answered?.reject(new Error(`a CALL was answered with ${frame}`));
  });

  function answer(frame: string): void {
    questions.lastAtMs = performance.now();
    questions.onCall?.();
    const [, id, action, params] = JSON.parse(frame) as [2, string, string, unknown];
    const given = answerCall(action, params);
    socket.send(given ? `[3,"${id}",${given.payload}]` : `[4,"${id}","NotImplemented","",{}]`);
    // A charger that is asked while its link ends has nothing to say any more.
    if (given?.follows) call(toMessage(given.follows, identity)).catch(() => undefined);
  }

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.once('close', () => {
    const lost = new Error(`the link of ${identity} has ended`);
    for (const one of [...(current ? [current] : []), ...waiting.splice(0)]) one.reject(lost);
    current = null;
  });
  return {
    identity,
    call,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    async close() {
      socket.terminate();
      await closed;
    },
  };
}

/** What an idle charger with nothing plugged in says when it is asked. */
function toMessage(wanted: Triggered, identity: string): Message {
  const at = new Date().toISOString();
  switch (wanted) {
    case 'BootNotification':
      return boot(identity);
    case 'StatusNotification':
      return status('Available', at);
    case 'MeterValues':
      return meterValues(null, { energyWh: 1_000, powerW: 0, at });
    case 'Heartbeat':
      return heartbeat;
  }
}
