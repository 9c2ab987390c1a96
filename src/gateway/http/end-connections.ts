import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../domain/ports/clock.ts';

/** How long a closing server waits for answers that are being made, ms. */
const graceMs = 1_500;

/**
 * Lets a closing server come to its end. Node closes the connections that are idle at that moment
 * only: one whose answer was being made would stay open behind it (`keepAliveTimeout`), and one
 * that has not said anything, or a WebSocket whose peer is gone, for as long as the peer likes.
 * Answers tell the caller that the connection ends; what is open after a grace is cut.
 */
export function endConnections(app: FastifyInstance, clock: Clock): void {
  const sockets = new Set<Socket>();
  let isClosing = false;
  let cancelCut = () => {};
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    cancelCut = clock.after(graceMs, () => {
      for (const socket of sockets) socket.destroy();
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.addHook('onClose', async () => cancelCut());
}
