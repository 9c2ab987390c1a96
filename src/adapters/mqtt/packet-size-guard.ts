import type { Socket } from 'node:net';

/** A remaining length has at most four bytes (MQTT 3.1.1, 2.2.3). */
const lengthBytesMax = 4;

/**
 * Follows the fixed headers of an MQTT stream, chunk by chunk, without copying it. A packet is
 * judged by the length that it announces, before its body is read.
 */
export class PacketMeter {
  readonly #bytesMax: number;
  #bodyLeft = 0;
  /** Bytes of the running fixed header that were read; 0 between packets. */
  #headerBytes = 0;
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** False at the first packet over the limit. */
  isWithin(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.#bodyLeft > 0) {
        const skipped = Math.min(this.#bodyLeft, chunk.length - at);
        this.#bodyLeft -= skipped;
        at += skipped;
      } else if (!this.#takeHeaderByte(chunk[at++] ?? 0)) {
        return false;
      }
    }
    return true;
  }

  #takeHeaderByte(byte: number): boolean {
    this.#headerBytes += 1;
    if (this.#headerBytes === 1) return true;
    this.#length += (byte & 0x7f) * 128 ** (this.#headerBytes - 2);
    const isLast = byte < 0x80;
    if (!isLast) return this.#headerBytes <= lengthBytesMax;
    if (this.#headerBytes + this.#length > this.#bytesMax) return false;
    this.#bodyLeft = this.#length;
    this.#headerBytes = 0;
    this.#length = 0;
    return true;
  }
}

/** What becomes of a socket whose peer announces a packet over the limit. */
export type SizeGuard = {
  readonly bytesMax: number;
  readonly onOversize: (socket: Socket) => void;
};

const meterKey = Symbol('packet meter');
const guardKey = Symbol('packet size guard');

type GuardedSocket = Socket & { [meterKey]: PacketMeter; [guardKey]: SizeGuard };

/**
 * Cuts a socket whose peer announces a packet over the limit. aedes has no such limit: it would
 * collect up to 256 MiB for one packet (design section 7). The guard is one for all sockets.
 */
export function guardPacketSize(socket: Socket, guard: SizeGuard): void {
  Object.assign(socket, { [meterKey]: new PacketMeter(guard.bytesMax), [guardKey]: guard });
  socket.read = readGuarded;
}

function readGuarded(this: Socket, size?: number): Buffer | null {
  // `guardPacketSize` gave it both before it put this function in.
  const { [meterKey]: meter, [guardKey]: guard } = this as GuardedSocket;
  const plain = Object.getPrototypeOf(this) as Socket;
  const chunk: Buffer | null = plain.read.call(this, size);
  if (chunk === null || meter.isWithin(chunk)) return chunk;
  guard.onOversize(this);
  this.destroy();
  return null;
}
