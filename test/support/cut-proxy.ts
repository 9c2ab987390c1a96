import { connect, createServer, type Socket } from 'node:net';

/** A link to Redis that can lose a reply after the command was executed. */
export type CutProxy = {
  readonly socketPath: string;
  /** The next so many scripts are executed, but the link is cut before their replies. */
  cutReplies(count: number): void;
  /** Holds replies of scripts back until `release` is called. */
  holdReplies(): { release(): void };
  readonly cutCount: number;
  stop(): Promise<void>;
};

/** Starts the proxy in front of a Redis. A unix socket on both sides. */
export async function startCutProxy(redisPath: string, socketPath: string): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  const state = { toCut: 0, cutCount: 0, held: null as Promise<void> | null };
  const server = createServer((client) => {
    const upstream = connect(redisPath);
    let isScriptOut = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (/\bevalsha\b|\beval\b/i.test(chunk.toString('latin1').slice(0, 200))) isScriptOut = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!isScriptOut) return client.write(chunk);
      isScriptOut = false;
      if (state.toCut > 0) {
        state.toCut -= 1;
        state.cutCount += 1;
        return client.destroy();
      }
      if (!state.held) return client.write(chunk);
      return state.held.then(() => client.destroyed || client.write(chunk));
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return {
    socketPath,
    cutReplies(count) {
      state.toCut = count;
    },
    holdReplies() {
      const { promise, resolve } = Promise.withResolvers<void>();
      state.held = promise;
      return {
        release() {
          state.held = null;
          resolve();
        },
      };
    },
    get cutCount() {
      return state.cutCount;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
