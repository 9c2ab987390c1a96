import { connect } from 'node:net';

/** What came back from a gateway socket. */
export type GatewayLine =
  /** Nobody listens: no file, or its owner is dead. */
  | { readonly kind: 'nobody' }
  /** Somebody accepted the connection and did not answer in time. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'answer'; readonly result: Record<string, unknown> };

/** Any other failure means that somebody took the connection and then dropped it. */
const NOBODY = ['ENOENT', 'ECONNREFUSED'];
const LINE_BYTES_MAX = 64 * 1024;

/** Sends one request line to a gateway socket and waits at most `timeoutMs` for the answer. */
export function askGateway(
  socketPath: string,
  request: { readonly command: string },
  timeoutMs: number,
): Promise<GatewayLine> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => socket.write(`${JSON.stringify(request)}\n`));
    let received = '';
    const finish = (line: GatewayLine) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(line);
    };
    const timer = setTimeout(() => finish({ kind: 'silent' }), timeoutMs);
    socket.setEncoding('utf8');
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish({ kind: NOBODY.includes(error.code ?? '') ? 'nobody' : 'silent' });
    });
    socket.on('close', () => finish({ kind: 'silent' }));
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (received.includes('\n') || received.length > LINE_BYTES_MAX) finish(toAnswer(received));
    });
  });
}

function toAnswer(received: string): GatewayLine {
  try {
    const answer = JSON.parse(received) as { result?: Record<string, unknown> };
    return { kind: 'answer', result: answer.result ?? {} };
  } catch {
    return { kind: 'silent' };
  }
}
