import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as a receiver saw it. */
export type Received = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** How a receiver answers, `after` something; `hang` never does, until it is closed. */
export type Reply =
  | 'hang'
  | {
      status: number;
      body?: string;
      headers?: Readonly<Record<string, string>>;
      after?: Promise<void>;
    };

/** A real HTTP receiver of reports, up or down as a test likes, always on the same port. */
export type Receiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** From now on; a function sees how many came before. */
  answer(reply: Reply | ((request: Received, before: number) => Reply)): void;
  down(): Promise<void>;
  up(): Promise<void>;
};

/** Starts a receiver on loopback that takes everything. Stop it with `down`. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let port = 0;
  let decide: (request: Received, before: number) => Reply = () => ({ status: 200 });
  const server = createServer((request, response) => {
    void take(request).then((one) => {
      const reply = decide(one, received.length);
      received.push(one);
      if (reply !== 'hang') void send(response, reply);
    });
  });
  const up = async () => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  await up();
  return {
    url: `http://127.0.0.1:${port}/reports`,
    received,
    answer(reply) {
      decide = typeof reply === 'function' ? reply : () => reply;
    },
    async down() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    up,
  };
}

async function take(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { headers, body: Buffer.concat(chunks).toString('utf8') };
}

async function send(response: ServerResponse, reply: Exclude<Reply, 'hang'>): Promise<void> {
  await reply.after;
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body ?? '');
}
