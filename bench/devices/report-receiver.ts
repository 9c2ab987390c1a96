import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nowUs } from '../process/now-us.ts';
import { serveParent } from '../process/serve-parent.ts';

/** What receives reports: it reads them, counts each once, and believes every signature. */

const state = { status: 200, sample: '' };
let expected: {
  readonly count: number;
  readonly ids: Set<string>;
  done(atUs: number): void;
} | null = null;

const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, (request, response) => {
  void read(request).then((body) => {
    state.sample = body;
    const { status } = state;
    response.writeHead(status).end();
    if (status === 200) count(String(request.headers['webhook-id']));
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

function count(id: string): void {
  if (!expected) return;
  expected.ids.add(id);
  if (expected.ids.size === expected.count) expected.done(nowUs());
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

serveParent({
  url: async () => `http://127.0.0.1:${port}/reports`,

  /** What is answered from now on. */
  async answer({ status }: { status: number }) {
    state.status = status;
  },

  /** The last report that came, '' before the first. */
  sample: async () => state.sample,

  /** Resolves with the time at which so many different ones have been taken from now on, us. */
  async expect({ count: wanted, withinMs }: { count: number; withinMs: number }) {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const ids = new Set<string>();
    expected = { count: wanted, ids, done: resolve };
    const late = () => reject(new Error(`${ids.size} of ${wanted} reports in ${withinMs} ms`));
    const timer = setTimeout(late, withinMs);
    return await promise.finally(() => clearTimeout(timer));
  },
});
