import type { Socket } from 'node:net';
import type { Clock } from '../../domain/ports/clock.ts';
import { ApiError } from '../errors/api-error.ts';
import { RequestError } from '../errors/request-error.ts';
import { fixedLimits } from './limits.ts';

/** The WebSockets of this node: how many there are, and what each holds. */
export type SocketSeats = {
  /** Takes a seat for a socket. @throws RequestError 503 when all are taken. */
  take(socket: Socket): void;
  /** The socket has shown who it is: it may stay. */
  confirm(socket: Socket): void;
  /**
   * Counts one subscription of the socket; `end` is called when the socket closes first. The
   * returned function gives it back. @throws ApiError `rate_limited` over 20.
   */
  hold(socket: Socket, end: () => void): () => void;
  readonly count: number;
};

type Seat = { readonly ends: Set<() => void>; cancelTimer: () => void };

/** Makes the seats. A socket that signs in nowhere within ten seconds is closed. */
export function makeSocketSeats(clock: Clock): SocketSeats {
  const seats = new Map<Socket, Seat>();
  const leave = (socket: Socket): void => {
    const seat = seats.get(socket);
    seats.delete(socket);
    seat?.cancelTimer();
    for (const end of seat?.ends ?? []) end();
  };
  return {
    take(socket) {
      if (seats.size >= fixedLimits.sockets) {
        throw new RequestError(503, 'Too many subscribers are connected to this node.');
      }
      const cancelTimer = clock.after(fixedLimits.socketSignInMs, () => socket.destroy());
      seats.set(socket, { ends: new Set(), cancelTimer });
      socket.once('close', () => leave(socket));
    },
    confirm: (socket) => seats.get(socket)?.cancelTimer(),
    hold(socket, end) {
      const ends = seats.get(socket)?.ends ?? new Set();
      if (ends.size >= fixedLimits.subscriptionsPerSocket) throw new ApiError('rate_limited');
      ends.add(end);
      return () => void ends.delete(end);
    },
    get count() {
      return seats.size;
    },
  };
}
