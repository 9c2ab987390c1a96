import { connect } from 'node:net';

/**
 * Holds an idle connection to a unix socket and calls `onLost` once when it ends: the same watch
 * serves a child and an adopted Redis, which is nobody's child. The result ends the watch without
 * a call.
 */
export function watchSocket(socketPath: string, onLost: () => void): () => void {
  const socket = connect(socketPath);
  let isWatching = true;
  // The reason is not interesting: 'close' follows every error.
  socket.on('error', () => {});
  socket.on('close', () => {
    if (isWatching) onLost();
  });
  return () => {
    isWatching = false;
    socket.destroy();
  };
}
