import type { Redis } from 'ioredis';

/**
 * Puts what is asked of a connection within one turn of the event loop into one write: ioredis
 * writes each command by itself, and a write to the kernel costs more than everything else of a
 * small command. Their order stays. (Its own auto-pipelining lets only one batch be out at a time,
 * and lets a pipeline overtake a single command.)
 */
export function gatherWrites(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let corked: Redis['stream'] | undefined;
  redis.sendCommand = (command, stream) => {
    const socket = redis.stream;
    // There is none before the first connect, and a new one after each reconnect.
    if (socket && corked !== socket) {
      corked = socket;
      socket.cork();
      setImmediate(() => {
        if (corked === socket) corked = undefined;
        socket.uncork();
      });
    }
    return send(command, stream);
  };
}
