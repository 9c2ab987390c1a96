import type { Socket } from 'node:net';

/**
 * Answers one request of the command line (`{command, ...}`) with any JSON value; it throws to
 * refuse, and the message is what the person reads.
 */
export type LocalCommandHandler = (request: Record<string, unknown>) => Promise<unknown>;

/** The server half of the local protocol: one JSON line in, one JSON line out, in order. */
export interface LineServer {
  readonly onConnection: (socket: Socket) => void;
  readonly plugIn: (handler: LocalCommandHandler) => void;
  readonly sockets: ReadonlySet<Socket>;
}

const LINE_BYTES_MAX = 64 * 1024;
const IDLE_TIMEOUT_MS = 10_000;

/**
 * Serves `{"command": ...}` lines. `who` is answered with this process's pid; anything else goes
 * to the plugged-in handler. Answers are `{"ok": true, "result": ...}` or
 * `{"ok": false, "error": "..."}`. A line over 64 KiB or ten silent seconds end the connection.
 */
export function serveLines(): LineServer {
  const sockets = new Set<Socket>();
  let handler: LocalCommandHandler = async () => {
    throw new Error('the gateway is still starting');
  };
  const onConnection = (socket: Socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8');
    socket.setTimeout(IDLE_TIMEOUT_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let buffered = '';
    let answering: Promise<void> = Promise.resolve();
    socket.on('data', (chunk: string) => {
      const lines = `${buffered}${chunk}`.split('\n');
      buffered = lines.pop() ?? '';
      if (buffered.length > LINE_BYTES_MAX) socket.destroy();
      for (const line of lines) {
        answering = answering.then(async () => {
          const answer = await answerTo(line, handler);
          if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
        });
      }
    });
  };
  const plugIn = (next: LocalCommandHandler) => {
    handler = next;
  };
  return { onConnection, plugIn, sockets };
}

async function answerTo(line: string, handler: LocalCommandHandler): Promise<object> {
  try {
    const request = parseRequest(line);
    if (request['command'] === 'who') return { ok: true, result: { pid: process.pid } };
    return { ok: true, result: await handler(request) };
  } catch (error) {
    return { ok: false, error: (error as Error).message };
  }
}

function parseRequest(line: string): Record<string, unknown> {
  const request: unknown = JSON.parse(line);
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new Error('a request is one JSON object on one line');
  }
  return request as Record<string, unknown>;
}
