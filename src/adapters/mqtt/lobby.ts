import type { Socket } from 'node:net';

/** How many sockets may be in a lobby. */
export type LobbyBounds = { readonly perAddressMax: number; readonly totalMax: number };

/**
 * The sockets of one listener that have not been let in yet, bounded in all and by peer's address,
 * so that who says nothing, or shakes hands slowly, takes no seat from those that are known.
 */
export type Lobby = {
  /** False when there is no room: the socket is to be closed. One that closes leaves by itself. */
  enter(socket: Socket): boolean;
  /** Its peer was let in. A TLS socket leaves for the one below it; safe to call for any. */
  leave(socket: Socket): void;
};

/** Makes an empty lobby. */
export function makeLobby({ perAddressMax, totalMax }: LobbyBounds): Lobby {
  /** By both ends of the connection: a TLS socket and the one below it have the same. */
  const waiting = new Map<string, Socket>();
  const perAddress = new Map<string, number>();
  const remove = (ends: string, address: string) => {
    waiting.delete(ends);
    const left = (perAddress.get(address) ?? 1) - 1;
    if (left === 0) perAddress.delete(address);
    else perAddress.set(address, left);
  };
  return {
    enter(socket) {
      const { remoteAddress: address } = socket;
      if (address === undefined) return false;
      const there = perAddress.get(address) ?? 0;
      if (waiting.size >= totalMax || there >= perAddressMax) return false;
      const ends = toEnds(socket);
      waiting.set(ends, socket);
      perAddress.set(address, there + 1);
      socket.once('close', () => {
        // Its ends may be those of another connection by now.
        if (waiting.get(ends) === socket) remove(ends, address);
      });
      return true;
    },
    leave(socket) {
      const ends = toEnds(socket);
      const { remoteAddress: address } = socket;
      if (address !== undefined && waiting.has(ends)) remove(ends, address);
    },
  };
}

function toEnds({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
