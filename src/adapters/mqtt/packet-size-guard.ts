import type { Socket } from 'node:net';

/** Follows a byte stream, chunk by chunk; `false` at the first packet over the limit. */
export type PacketMeter = (chunk: Uint8Array) => boolean;

/** A remaining length has at most four bytes (MQTT 3.1.1, 2.2.3). */
const lengthBytesMax = 4;

/**
 * Follows the fixed headers of an MQTT stream without copying it. A packet is judged by the length
 * that it announces, before its body is read.
 */
export function makePacketMeter(bytesMax: number): PacketMeter {
  let bodyLeft = 0;
  /** Bytes of the running fixed header that were read; 0 between packets. */
  let headerBytes = 0;
  let length = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (bodyLeft > 0) {
        const skipped = Math.min(bodyLeft, chunk.length - at);
        bodyLeft -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at++] ?? 0;
      headerBytes += 1;
      if (headerBytes === 1) continue;
      length += (byte & 0x7f) * 128 ** (headerBytes - 2);
      const isLast = byte < 0x80;
      if (!isLast && headerBytes > lengthBytesMax) return false;
      if (!isLast) continue;
      if (headerBytes + length > bytesMax) return false;
      bodyLeft = length;
      headerBytes = 0;
      length = 0;
    }
    return true;
  };
}

/**
 * Cuts a socket whose peer announces a packet over the limit. aedes has no such limit: it would
 * collect up to 256 MiB for one packet (design section 7).
 */
export function guardPacketSize(socket: Socket, bytesMax: number, onOversize: () => void): void {
  const meter = makePacketMeter(bytesMax);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): Buffer | null => {
    const chunk: Buffer | null = read(size);
    if (chunk === null || meter(chunk)) return chunk;
    onOversize();
    socket.destroy();
    return null;
  };
}
