import { connect } from 'node:net';

/** Longer than any answer takes; a server that waits for more is left then, ms. */
const boundMs = 2_000;

/**
 * Sends bytes as they are, ends its side of the connection and gives what came back until the
 * other side closed, or until the bound is over.
 */
export function sendBytes(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.end(bytes));
    const timer = setTimeout(() => socket.destroy(), boundMs);
    socket.setEncoding('latin1').on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
