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

type Waiting = {
  readonly socket: Socket;
  readonly address: string;
  readonly onClose: () => void;
};

/** Makes an empty lobby. */
export function makeLobby({ perAddressMax, totalMax }: LobbyBounds): Lobby {
  /** By both ends of the connection: a TLS socket and the one below it have the same. */
  const waiting = new Map<string, Waiting>();
  const perAddress = new Map<string, number>();
  const remove = (ends: string, { socket, address, onClose }: Waiting) => {
    waiting.delete(ends);
    // Who is let in stays for long: nothing of the lobby is left with it.
    socket.off('close', onClose);
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
      const entry: Waiting = {
        socket,
        address,
        onClose() {
          // Its ends may be those of another connection by now.
          if (waiting.get(ends) === entry) remove(ends, entry);
        },
      };
      waiting.set(ends, entry);
      perAddress.set(address, there + 1);
      socket.on('close', entry.onClose);
      return true;
    },
    leave(socket) {
      const ends = toEnds(socket);
      const entry = waiting.get(ends);
      if (entry) remove(ends, entry);
    },
  };
}

function toEnds({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
