import { chmodSync, statSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { askGateway } from './gateway-line.ts';
import { type LocalCommandHandler, serveLines } from './serve-lines.ts';
import { socketPathFor } from './socket-path.ts';
import { StartRefusal } from './start-refusal.ts';

/** The held lock of a data folder. */
export interface GatewayLock {
  readonly socketPath: string;
  /** Plugs in the commands; until then each is answered "the gateway is still starting". */
  serve(handler: LocalCommandHandler): void;
  /** Closes the socket and frees the folder. */
  release(): Promise<void>;
}

const ATTEMPT_MAX = 3;

/**
 * Takes the lock of a data folder: whoever listens on `gateway.sock` holds it. A socket file whose
 * owner is dead is removed. Only the same user can connect (mode 0600), which is what authorises
 * the local commands.
 *
 * @throws StartRefusal (78) naming the pid of the living gateway.
 */
export async function acquireLock(dataDir: string): Promise<GatewayLock> {
  const socketPath = socketPathFor(dataDir, 'gateway.sock');
  const commands = serveLines();
  const server = createServer(commands.onConnection);
  server.maxConnections = 16;
  for (let attempt = 1; attempt <= ATTEMPT_MAX; attempt += 1) {
    if (await listen(server, socketPath)) {
      chmodSync(socketPath, 0o600);
      // One connection that could not be accepted (no free descriptor) does not end the lock.
      server.on('error', () => {});
      return {
        socketPath,
        serve: commands.plugIn,
        release: () => close(server, commands.sockets),
      };
    }
    await removeIfDead(socketPath);
  }
  throw held('unknown', socketPath);
}

/** False when the socket file exists already. */
function listen(server: Server, socketPath: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(socketPath);
  });
}

async function removeIfDead(socketPath: string): Promise<void> {
  const before = inodeOf(socketPath);
  const holder = await askGateway(socketPath, { command: 'who' }, 2_000);
  if (holder.kind === 'answer') throw held(String(holder.result['pid'] ?? 'unknown'), socketPath);
  if (holder.kind === 'silent') throw held('unknown', socketPath);
  // Look and remove without a pause between: the file must still be the dead one that was asked.
  if (before !== undefined && inodeOf(socketPath) === before) unlinkSync(socketPath);
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function held(pid: string, socketPath: string): StartRefusal {
  return new StartRefusal({
    exitCode: 78,
    what: `a gateway with pid ${pid} already runs on this data folder`,
    why: `it answers at ${socketPath}`,
    remedy: `stop it (kill ${pid}), or set DATA_DIR to another folder`,
  });
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
